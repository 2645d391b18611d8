// Iterators over the whole database.
#ifndef LSMSCOPE_ENGINE_EVENTS_ITERATOR_H_
#define LSMSCOPE_ENGINE_EVENTS_ITERATOR_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

struct IteratorCreated {
  static constexpr EventInfo kInfo{180, "IteratorCreated", Family::kIterator,
                                   "An iterator exists."};
  uint64_t iterator = 0;
  uint64_t snapshot = 0;
  uint32_t children = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"iterator", &IteratorCreated::iterator, Unit::kIterator, "the iterator"});
    visit(Field{"snapshot", &IteratorCreated::snapshot, Unit::kSequence,
                "entries after this are not seen"});
    visit(Field{"children", &IteratorCreated::children, Unit::kCount,
                "sorted sources that it merges"});
  }
};

struct IteratorSeek {
  static constexpr EventInfo kInfo{181, "IteratorSeek", Family::kIterator,
                                   "An iterator was positioned at a key."};
  KeyRef target;
  uint64_t iterator = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"target", &IteratorSeek::target, Unit::kNone, "user key; empty: first or last"});
    visit(Field{"iterator", &IteratorSeek::iterator, Unit::kIterator, "the iterator"});
  }
};

struct IteratorClosed {
  static constexpr EventInfo kInfo{182, "IteratorClosed", Family::kIterator,
                                   "An iterator is gone."};
  uint64_t iterator = 0;
  uint64_t entries = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"iterator", &IteratorClosed::iterator, Unit::kIterator, "the iterator"});
    visit(Field{"entries", &IteratorClosed::entries, Unit::kCount, "entries that it returned"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_ITERATOR_H_
