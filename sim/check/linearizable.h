// Is a history linearizable? Could its operations have taken effect one at a time, each at a moment
// between its call and its return, so that every read finds what was written last?
#ifndef LSMSCOPE_SIM_CHECK_LINEARIZABLE_H_
#define LSMSCOPE_SIM_CHECK_LINEARIZABLE_H_

#include <cstdint>
#include <string>

#include "sim/check/history.h"

namespace lsm::sim {

// With the engine's sequence numbers as the witness for that order, in O(n log n):
//   1. no two writes have the same number;
//   2. the order of the numbers respects time: what returned before another operation was called
//      stands before it (a write before a read: its numbers are in the read's snapshot; a read
//      before a write: they are not; a read before a read: the later snapshot is not smaller);
//   3. every read found what the writes up to its snapshot left.
// A write whose outcome is unknown may be there or not. Empty: it is so; otherwise what is wrong.
std::string CheckWithWitness(const History& history);

// The same for a history with power cuts: between two of them it is so; each recovery found what
// the writes up to some number left, whole batches only, and nothing that was acknowledged with
// sync is lost. Of the others some of the latest may be. Empty: it is so.
std::string CheckLives(const History& history);

enum class SearchEnd : uint8_t { kLinearizable, kNotLinearizable, kTooLong };

// Without the witness: searches an order (Wing and Gong 1993, with Lowe's memory of what was
// tried). With power cuts: an order for each life, of which the next one begins with what the
// operations up to some place left, those acknowledged with sync among them. Exponential in the
// worst case; given up after `max_steps`.
SearchEnd SearchOrder(const History& history, uint64_t max_steps);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CHECK_LINEARIZABLE_H_
