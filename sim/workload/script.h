// Operations written down one by one:
//
//   put KEY VALUE [sync]
//   delete KEY [sync]
//   write [sync]: put KEY VALUE; delete KEY; ...    one batch
//   get KEY
//   scan KEY ENTRIES
//   flush                                           the memtable becomes a table file
//   compact                                         everything is merged down
//   sleep TIME                                      as in 200us, 5ms, 1s
//   # a remark
//
// Words are separated by spaces. A key or value is a word; bytes that are no word are written in
// hexadecimal, as 0x00ff. A value *100 stands for a hundred letters drawn from the seed (*4K for
// 4,096).
#ifndef LSMSCOPE_SIM_WORKLOAD_SCRIPT_H_
#define LSMSCOPE_SIM_WORKLOAD_SCRIPT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/prng.h"
#include "sim/workload/operation_stream.h"

namespace lsm::sim {

// Empty, or what is wrong with the line and what was expected.
std::string CheckScriptLine(std::string_view line);

class ScriptedOperations final : public OperationStream {
 public:
  // REQUIRES: CheckScriptLine is content with every line.
  ScriptedOperations(std::vector<std::string> lines, uint64_t seed, uint32_t client)
      : lines_(std::move(lines)), prng_(Prng::ForPart(seed, client)) {}

  bool Next(Operation* operation) override;

 private:
  const std::vector<std::string> lines_;
  size_t next_ = 0;
  Prng prng_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_SCRIPT_H_
