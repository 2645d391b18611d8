// The horizontal axis that all levels share: where a user key lies between the smallest and the
// largest key that any file has, so that overlap is seen and not told.
//
// Keys are read as numbers in the keys' own alphabet: what all keys begin with is left out, and
// each further byte counts as a digit whose value is its rank among the bytes that occur. So
// "user0042" lies where 42 lies, and a decimal key's digits do not crowd in 10 of 256 places.
#ifndef LSMSCOPE_GUI_LAYOUT_KEY_AXIS_H_
#define LSMSCOPE_GUI_LAYOUT_KEY_AXIS_H_

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::gui {

class KeyAxis {
 public:
  // No keys: everything lies at 0.
  KeyAxis() = default;
  // Over these, in any order. They are not needed afterwards.
  explicit KeyAxis(std::span<const std::string_view> keys);

  bool empty() const { return empty_; }
  const std::string& smallest() const { return smallest_; }
  const std::string& largest() const { return largest_; }

  // 0 at the smallest key, 1 at the largest; outside of them the nearer end. Never decreases with
  // the key.
  double Position(std::string_view key) const;

 private:
  double Number(std::string_view key) const;

  bool empty_ = true;
  std::string smallest_;
  std::string largest_;
  size_t common_ = 0;  // bytes that all keys begin with
  std::array<bool, 256> occurs_ = {};
  std::array<uint16_t, 256> rank_ = {};  // of a byte; of one that does not occur: of the next
  double base_ = 2;                      // bytes in the alphabet
  double low_ = 0;                       // Number(smallest_)
  double span_ = 0;                      // Number(largest_) - low_
};

// Of all files of the State, level by level and file by file: the smallest key, the largest one.
std::vector<std::string_view> FileKeys(const trace::State& state, const trace::TraceTables& tables);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_KEY_AXIS_H_
