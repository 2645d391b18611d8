// LevelDB itself, as an oracle for file formats. Compiled apart from the rest: LevelDB's headers
// and our forwarding headers have the same names.
#ifndef LSMSCOPE_TESTS_PEERS_LEVELDB_PEER_H_
#define LSMSCOPE_TESTS_PEERS_LEVELDB_PEER_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace peers {

using Contents = std::map<std::string, std::string>;
// A value to put, or nothing: a deletion.
using Update = std::pair<std::string, std::optional<std::string>>;

struct PeerOptions {
  size_t write_buffer_size = 64 << 10;
  bool snappy = false;
  int bloom_bits = 0;  // 0: no filter
};

// Each opens the database, does its work and closes it. The answer is the error, or empty.
std::string LevelDbWrite(const std::string& path, const PeerOptions& options,
                         const std::vector<Update>& updates);
std::string LevelDbRead(const std::string& path, const PeerOptions& options, Contents* contents);

// What leveldb::DumpFile says of a file; or "error: " and its error.
std::string LevelDbDump(const std::string& file);
std::string LevelDbRepair(const std::string& path, const PeerOptions& options);

}  // namespace peers

#endif  // LSMSCOPE_TESTS_PEERS_LEVELDB_PEER_H_
