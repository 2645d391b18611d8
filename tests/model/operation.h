// Operations on a database, as data: drawn from a seed, played, removed when a failing case is
// shrunk, and written as text, one a line:
//
//   0 put 'key 120:7            a value of 120 bytes, number 7; "sync" behind it: durable
//   0 delete 'k%00y
//   0 batch put 'a 5:1 delete 'b
//   0 get 'a @2                 as snapshot 2 sees it; without @: as of now
//   0 snapshot 2 | release 2
//   0 iterator 1 @2 | close 1
//   0 walk 1 first next prev seek 'b last
//   0 flush | compact 'a - | compact_level 1 - 'z        "-": no bound
//   0 sizes 'a 'b 'c            of [a,b), [b,c) and [a,c)
//   0 properties
//   0 reopen write_buffer_size=1000 bloom_bits=10
//   0 repair | repair lost      nothing is damaged; "lost": but CURRENT is not there
//
// The number in front is the client. A key begins with ', and %NN is a byte.
#ifndef LSMSCOPE_TESTS_MODEL_OPERATION_H_
#define LSMSCOPE_TESTS_MODEL_OPERATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/model/option_set.h"

namespace lsm::model {

enum class Do : uint8_t {
  kPut,
  kDelete,
  kBatch,
  kGet,
  kSnapshot,
  kRelease,
  kIterator,
  kWalk,
  kClose,
  kFlush,
  kCompact,
  kCompactLevel,
  kSizes,
  kProperties,
  kReopen,
  kRepair,
};
inline constexpr int kKinds = static_cast<int>(Do::kRepair) + 1;
const char* NameOf(Do what);

// A value that is made when it is needed.
struct ValueSpec {
  uint32_t size = 0;
  uint32_t number = 0;
  std::string Bytes() const;
};

struct Change {
  std::string key;
  std::optional<ValueSpec> value;  // none: a deletion
};

enum class Step : uint8_t { kFirst, kLast, kNext, kPrev, kSeek };
struct Move {
  Step step = Step::kFirst;
  std::string key;  // of kSeek
};

struct Operation {
  int client = 0;
  Do what = Do::kPut;
  std::vector<Change> changes;  // one, or those of a batch
  bool sync = false;
  std::vector<std::optional<std::string>> keys;  // none: no bound
  int slot = 0;                                  // of an iterator or a snapshot, from 1
  int snapshot = 0;                              // 0: as of now
  int level = 0;
  std::vector<Move> moves;
  std::optional<OptionSet> options;  // of kReopen; none: as before
  bool lost = false;                 // of kRepair

  std::string ToText() const;
  // False if the line is no operation.
  [[nodiscard]] static bool FromText(std::string_view line, Operation* operation);
};

}  // namespace lsm::model

#endif  // LSMSCOPE_TESTS_MODEL_OPERATION_H_
