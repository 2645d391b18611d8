// A fuzz target under libFuzzer.
#include <cstring>

#include "tests/fuzz/fuzz_target.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  lsm::fuzz::Run(lsm::Slice(reinterpret_cast<const char*>(data), size));
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  std::string input(reinterpret_cast<const char*>(data), size);
  lsm::fuzz::Mutate(&input, max_size, seed, [](std::string* bytes, size_t most) {
    if (most == 0) return;
    const size_t before = std::min(bytes->size(), most);
    bytes->resize(most);
    bytes->resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t*>(bytes->data()), before, most));
  });
  const size_t new_size = std::min(input.size(), max_size);
  std::memcpy(data, input.data(), new_size);
  return new_size;
}
