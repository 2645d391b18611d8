#include "tests/peers/rocksdb_peer.h"

#ifdef LSMSCOPE_HAVE_ROCKSDB
#include <memory>
#include <vector>

#include "rocksdb/db.h"
#include "rocksdb/trace_reader_writer.h"
#include "rocksdb/write_batch.h"

namespace peers {

bool HasRocksDb() { return true; }

std::string TraceWithRocksDb(const std::string& directory, const std::string& trace) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(options, directory, &opened);
  if (!status.ok()) return status.ToString();
  const std::unique_ptr<rocksdb::DB> db(opened);
  std::unique_ptr<rocksdb::TraceWriter> writer;
  status =
      rocksdb::NewFileTraceWriter(rocksdb::Env::Default(), rocksdb::EnvOptions(), trace, &writer);
  if (!status.ok()) return status.ToString();
  status = db->StartTrace(rocksdb::TraceOptions(), std::move(writer));
  if (!status.ok()) return status.ToString();

  db->Put({}, "a", "one");
  rocksdb::WriteBatch batch;
  batch.Put("b", std::string(300, 'x'));
  batch.Delete("a");
  batch.SingleDelete("c");
  db->Write({}, &batch);
  std::string value;
  db->Get({}, "b", &value);
  {
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator({}));
    it->Seek("a");
  }
  std::vector<std::string> values;
  db->MultiGet({}, {"k", "l"}, &values);
  db->DeleteRange({}, db->DefaultColumnFamily(), "y", "z");
  rocksdb::ColumnFamilyHandle* family = nullptr;
  status = db->CreateColumnFamily({}, "other", &family);
  if (!status.ok()) return status.ToString();
  db->Put({}, family, "d", "two");
  db->DestroyColumnFamilyHandle(family);
  status = db->EndTrace();
  return status.ok() ? "" : status.ToString();
}

}  // namespace peers

#else

namespace peers {

bool HasRocksDb() { return false; }
std::string TraceWithRocksDb(const std::string&, const std::string&) { return "no RocksDB"; }

}  // namespace peers

#endif
