// What a fuzz target is: one file, fuzz_<name>.cc, that defines the two functions below.
//
// Each target is built twice: with libFuzzer (libfuzzer_main.cc), which makes inputs up, and, with
// any compiler, with replay_main.cc, which runs the inputs that are kept in corpus/<name>.
#ifndef LSMSCOPE_TESTS_FUZZ_FUZZ_TARGET_H_
#define LSMSCOPE_TESTS_FUZZ_FUZZ_TARGET_H_

#include <cstdint>
#include <functional>
#include <string>

#include "lsm/slice.h"

namespace lsm::fuzz {

// One input. What must not be is an LSM_CHECK; a crash, a hang or much memory is a finding, too.
void Run(const Slice& input);

// Changes bytes somehow; they become `max_size` at most.
using MutateBytes = std::function<void(std::string* bytes, size_t max_size)>;

// Makes another input of one, by `mutate`, and then mends checksums: otherwise nearly nothing would
// get behind them. `seed` decides what is changed.
void Mutate(std::string* input, size_t max_size, uint32_t seed, const MutateBytes& mutate);

// Takes the front off an input; zero or empty when there is nothing left.
inline uint8_t TakeByte(Slice* input) {
  if (input->empty()) return 0;
  const auto byte = static_cast<uint8_t>((*input)[0]);
  input->remove_prefix(1);
  return byte;
}
inline Slice TakeBytes(Slice* input, size_t size) {
  const Slice bytes(input->data(), std::min(size, input->size()));
  input->remove_prefix(bytes.size());
  return bytes;
}
// A byte that tells the length, and so many bytes.
inline Slice TakeShortString(Slice* input) {
  const uint8_t size = TakeByte(input);
  return TakeBytes(input, size);
}
// How many bytes of `input` stand before what `take` leaves.
template <class Take>
size_t HeaderSize(const std::string& input, Take take) {
  Slice rest(input);
  take(&rest);
  return input.size() - rest.size();
}

}  // namespace lsm::fuzz

#endif  // LSMSCOPE_TESTS_FUZZ_FUZZ_TARGET_H_
