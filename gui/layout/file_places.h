// Where every file of the levels lies on the key axis. Most events leave the levels as they are;
// whoever lays out one State after the other keeps this, and thousands of keys are read again only
// when a level has other files.
#ifndef LSMSCOPE_GUI_LAYOUT_FILE_PLACES_H_
#define LSMSCOPE_GUI_LAYOUT_FILE_PLACES_H_

#include <array>
#include <memory>
#include <vector>

#include "gui/layout/key_axis.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::gui {

class FilePlaces {
 public:
  // Of a file's smallest and largest key, as KeyAxis::Position has them.
  struct Place {
    float smallest = 0;
    float largest = 0;
  };

  FilePlaces() = default;
  FilePlaces(const trace::State& state, const trace::TraceTables& tables) { Update(state, tables); }

  // Makes it that of `state`. `tables` are those of the State's run.
  void Update(const trace::State& state, const trace::TraceTables& tables);

  const KeyAxis& axis() const { return axis_; }
  // In the order of the level's files.
  const std::vector<Place>& OfLevel(size_t level) const { return places_[level]; }

 private:
  // The lists that this is of. They never change, and as long as they are held here no other list
  // has their address: the same pointer is the same files.
  std::array<std::shared_ptr<const trace::LevelFiles>, trace::kMaxLevels> files_;
  KeyAxis axis_;
  std::array<std::vector<Place>, trace::kMaxLevels> places_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_FILE_PLACES_H_
