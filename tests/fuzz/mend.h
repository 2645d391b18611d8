// Mutations that know the formats: checksums and lengths are right again afterwards.
#ifndef LSMSCOPE_TESTS_FUZZ_MEND_H_
#define LSMSCOPE_TESTS_FUZZ_MEND_H_

#include <string>
#include <vector>

#include "engine/table/format.h"
#include "tests/fuzz/fuzz_target.h"

namespace lsm::fuzz {

// A log or a MANIFEST: any byte is changed and the fragments' checksums mended, or one record is
// changed and the log written anew.
void MutateLog(std::string* log, size_t max_size, uint32_t seed, const MutateBytes& mutate);

// A table: any byte is changed, or those of one block, and the blocks' checksums and the magic
// number are mended.
void MutateTable(std::string* table, size_t max_size, uint32_t seed, const MutateBytes& mutate);

// One byte of options and an archive: the byte is changed, or one file, by the rules of its format.
void MutateDirectory(std::string* input, size_t max_size, uint32_t seed, const MutateBytes& mutate);

// Computes the checksum of every fragment whose length can be right.
void MendLog(std::string* log);
// Computes the checksum of every block that the footer leads to.
void MendTable(std::string* table);
// The blocks that a table's footer leads to, as far as they lie within the table.
std::vector<BlockHandle> BlocksOf(const std::string& table);

}  // namespace lsm::fuzz

#endif  // LSMSCOPE_TESTS_FUZZ_MEND_H_
