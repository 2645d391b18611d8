// Which events name a thing (a writer, a file, a job...), and which events answer an event. Grows
// with a run that goes on, and forgets with it.
#ifndef LSMSCOPE_GUI_SESSION_NAMING_INDEX_H_
#define LSMSCOPE_GUI_SESSION_NAMING_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/events/all.h"

namespace lsm::gui {

// Whether one of the event's fields is the thing's number; `unit` says of which sort the thing is.
bool NamesThing(const Event& event, Unit unit, uint64_t number);

// Takes 8 bytes for every field that names a thing, 16 for every event, some 100 for every thing.
class NamingIndex {
 public:
  // Positions ascend, from 1; what was not recorded may be left out.
  void Add(uint64_t position, const Event& event);
  // Events before `first` are gone.
  void ForgetBefore(uint64_t first);

  // Positions of the events that name the thing that is there at `near`, ascending. Valid until the
  // next change. After a power cut writers, memtables and jobs are numbered anew: they are other
  // ones then; files and logs are the same. Things with the number 0 are not there, nor are those
  // of a unit that names nothing ("bytes").
  std::span<const uint64_t> Naming(Unit unit, uint64_t number, uint64_t near) const;

  // The first event that answers the one at `position`, and the next one that answers the same as
  // `answer` does; 0: none.
  uint64_t FirstAnswer(uint64_t position) const;
  uint64_t NextAnswer(uint64_t answer) const;

 private:
  struct Name {
    Unit unit = Unit::kNone;
    uint64_t number = 0;
    friend bool operator==(const Name&, const Name&) = default;
  };
  struct HashOfName {
    size_t operator()(const Name& name) const;
  };
  // What answers an event, as a list in order of position.
  struct Answers {
    uint64_t first = 0;
    uint64_t last = 0;
    uint64_t next = 0;  // of the same cause as this event
  };

  Answers* Find(uint64_t position);
  void Sweep();

  std::unordered_map<Name, std::vector<uint64_t>, HashOfName> names_;
  size_t named_ = 0;        // positions in names_
  size_t swept_named_ = 0;  // as many were left after the last sweep
  uint64_t first_ = 1;      // position of answers_.front()
  std::deque<Answers> answers_;
  std::vector<uint64_t> cuts_;  // positions of power cuts, ascending
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_NAMING_INDEX_H_
