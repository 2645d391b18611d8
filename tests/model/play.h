// A case: options and operations; and playing it, which compares every answer with the model's.
#ifndef LSMSCOPE_TESTS_MODEL_PLAY_H_
#define LSMSCOPE_TESTS_MODEL_PLAY_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/model/operation.h"

namespace lsm::model {

// Where the database lives. (Another Env is another enumerator and a case in Play.)
enum class Site : uint8_t {
  kWorld,   // a simulated machine: clients are fibers, and the same case goes the same way
  kReal,    // files in a temporary directory: clients are threads
  kMemory,  // files of NewMemEnv: clients are threads
};

struct Case {
  uint64_t seed = 1;  // of the world's schedule
  Site site = Site::kWorld;
  int clients = 1;
  OptionSet options;
  std::vector<Operation> operations;

  // A first line of what is no operation, the options, then one operation a line.
  std::string ToText() const;
  // On failure *error names the line.
  [[nodiscard]] static bool FromText(std::string_view text, Case* result, std::string* error);
};

struct Outcome {
  // Empty: every answer was right. Otherwise what is wrong, with the operation.
  std::string wrong;
  uint64_t reads = 0;   // answers that were compared
  uint64_t digest = 0;  // of all of them, of all clients
  uint64_t reopened = 0;
  std::array<uint64_t, 7> files{};  // by level, at the end
};

// Opens an empty database, lets the clients do their operations side by side, and compares
// everything at the end, and once more after reopening. Operations kReopen and kRepair are waited
// for by all.
Outcome Play(const Case& what);

// The same in a child process, so that a crash or a hang (which is what takes longer than
// `seconds`) is an outcome, too. REQUIRES: this process has no threads.
Outcome PlayInChild(const Case& what, unsigned seconds);

}  // namespace lsm::model

#endif  // LSMSCOPE_TESTS_MODEL_PLAY_H_
