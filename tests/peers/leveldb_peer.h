// LevelDB itself, as an oracle for file formats. Compiled apart from the rest: LevelDB's headers
// and our forwarding headers have the same names.
#ifndef LSMSCOPE_TESTS_PEERS_LEVELDB_PEER_H_
#define LSMSCOPE_TESTS_PEERS_LEVELDB_PEER_H_

#include <string>
#include <vector>

#include "tests/peers/steps.h"

namespace peers {

// Opens the database, takes the steps and closes it. The answer is what is wrong, or empty.
// *difference (may be null) tells more of a read that is wrong.
std::string RunInLevelDb(const std::string& path, const PeerOptions& options,
                         const std::vector<Step>& steps, Difference* difference = nullptr);

// What leveldb::DumpFile says of a file; or "error: " and its error.
std::string LevelDbDump(const std::string& file);
// Its error, or empty.
std::string LevelDbRepair(const std::string& path);

}  // namespace peers

#endif  // LSMSCOPE_TESTS_PEERS_LEVELDB_PEER_H_
