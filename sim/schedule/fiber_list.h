// Fibers in words: "fibers 2, 3 and 5".
#ifndef LSMSCOPE_SIM_SCHEDULE_FIBER_LIST_H_
#define LSMSCOPE_SIM_SCHEDULE_FIBER_LIST_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace lsm::sim {

inline std::string FiberList(std::span<const uint32_t> fibers) {
  std::string list = "fibers ";
  for (size_t i = 0; i < fibers.size(); i++) {
    if (i > 0) list += i + 1 == fibers.size() ? " and " : ", ";
    list += std::to_string(fibers[i]);
  }
  return list;
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_FIBER_LIST_H_
