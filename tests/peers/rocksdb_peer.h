// RocksDB itself, as the writer of query traces. Compiled apart from the rest, and only where it is
// installed.
#ifndef LSMSCOPE_TESTS_PEERS_ROCKSDB_PEER_H_
#define LSMSCOPE_TESTS_PEERS_ROCKSDB_PEER_H_

#include <string>

namespace peers {

bool HasRocksDb();

// Opens a database in `directory`, traces a fixed list of operations into `trace` (see
// rocksdb_trace_test.cc), and closes it. The answer is the error, or empty.
std::string TraceWithRocksDb(const std::string& directory, const std::string& trace);

}  // namespace peers

#endif  // LSMSCOPE_TESTS_PEERS_ROCKSDB_PEER_H_
