// One client of a database under test, which knows what every answer must be.
#ifndef LSMSCOPE_TESTS_MODEL_CLIENT_H_
#define LSMSCOPE_TESTS_MODEL_CLIENT_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "lsm/db.h"
#include "tests/model/operation.h"

namespace lsm::model {

struct ByOrder {
  const Comparator* comparator = BytewiseComparator();
  bool operator()(const std::string& a, const std::string& b) const {
    return comparator->Compare(a, b) < 0;
  }
};
// What the database must hold: the model.
using Map = std::map<std::string, std::string, ByOrder>;

// Used by one thread at a time. With several clients, the keys of each begin with its number, and
// no other client writes them.
class Client {
 public:
  Client(int number, bool alone, Order order);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  // REQUIRES: Detach was called since the last Apply.
  ~Client();

  // Does it, and compares. Empty, or what is wrong. Operations on slots in which there is nothing
  // do nothing, so that any of them can be left out of a case. kReopen is not the client's.
  std::string Apply(DB* db, const Operation& operation);
  // Compares everything: a scan to and fro, and a Get of every key.
  std::string Verify(DB* db);
  // Releases snapshots and iterators: the database is going to be closed.
  void Detach(DB* db);

  // A hash over everything that the database answered.
  uint64_t digest() const { return digest_; }
  uint64_t reads() const { return reads_; }
  static std::string PrefixOf(int number) { return std::to_string(number) + "/"; }

 private:
  struct TakenSnapshot {
    const Snapshot* snapshot = nullptr;
    std::shared_ptr<const Map> contents;
  };
  struct OpenIterator {
    std::unique_ptr<Iterator> iterator;
    std::shared_ptr<const Map> contents;
    Map::const_iterator at;
  };

  std::string Write(DB* db, const Operation& operation);
  std::string Get(DB* db, const std::string& key, int snapshot);
  std::string CompareGet(DB* db, const std::string& key, const Snapshot* snapshot,
                         const Map& expected);
  std::string Walk(const Operation& operation);
  std::string ApplyMove(OpenIterator* open, const Move& move);
  std::string CompareAt(const OpenIterator& open);
  std::string Sizes(DB* db, const Operation& operation);
  std::string Properties(DB* db);
  bool IsMine(const Slice& key) const;
  // Leaves out the keys of others, in the direction of travel.
  void SkipOthers(Iterator* iterator, bool forward) const;
  void Note(const Slice& answer);

  const bool alone_;
  const std::string prefix_;
  const Comparator* const comparator_;
  Map map_;
  std::map<int, TakenSnapshot> snapshots_;
  std::map<int, OpenIterator> iterators_;
  uint64_t digest_ = 14695981039346656037u;
  uint64_t reads_ = 0;
};

}  // namespace lsm::model

#endif  // LSMSCOPE_TESTS_MODEL_CLIENT_H_
