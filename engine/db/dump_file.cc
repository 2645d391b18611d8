// DumpFile: a log, a MANIFEST or a table as text.
#include "lsm/dumpfile.h"

#include <memory>
#include <string>
#include <utility>

#include "engine/base/file_names.h"
#include "engine/base/text.h"
#include "engine/version/version_edit.h"
#include "engine/wal/log_reader.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/env.h"
#include "lsm/iterator.h"
#include "lsm/options.h"
#include "lsm/table.h"
#include "lsm/write_batch.h"

namespace lsm {
namespace {

// Appends text until an error, which it keeps.
class Output {
 public:
  explicit Output(WritableFile* file) : file_(file) {}
  void Add(const std::string& text) {
    if (status_.ok()) status_ = file_->Append(text);
  }
  const Status& status() const { return status_; }

 private:
  WritableFile* const file_;
  Status status_;
};

std::string Quoted(const Slice& bytes) { return "'" + EscapeString(bytes) + "'"; }

class DamageLines final : public log::Reader::Reporter {
 public:
  explicit DamageLines(Output* out) : out_(out) {}
  void Corruption(size_t bytes, const Status& status) override {
    out_->Add("corruption: " + std::to_string(bytes) + " bytes; " + status.ToString() + "\n");
  }

 private:
  Output* const out_;
};

class UpdateLines final : public WriteBatch::Handler {
 public:
  explicit UpdateLines(Output* out) : out_(out) {}
  void Put(const Slice& key, const Slice& value) override {
    out_->Add("  put " + Quoted(key) + " " + Quoted(value) + "\n");
  }
  void Delete(const Slice& key) override { out_->Add("  del " + Quoted(key) + "\n"); }

 private:
  Output* const out_;
};

void AddBatch(uint64_t offset, const Slice& record, Output* out) {
  const std::string place = "--- offset " + std::to_string(offset) + "; ";
  if (record.size() < WriteBatchInternal::kHeaderBytes) {
    out->Add(place + "log record length " + std::to_string(record.size()) + " is too small\n");
    return;
  }
  WriteBatch batch;
  WriteBatchInternal::SetContents(&batch, record);
  out->Add(place + "sequence " + std::to_string(WriteBatchInternal::Sequence(&batch)) + "\n");
  UpdateLines updates(out);
  const Status status = batch.Iterate(&updates);
  if (!status.ok()) out->Add("  error: " + status.ToString() + "\n");
}

void AddEdit(uint64_t offset, const Slice& record, Output* out) {
  VersionEdit edit;
  const Status status = edit.DecodeFrom(record);
  out->Add("--- offset " + std::to_string(offset) + "; " +
           (status.ok() ? edit.DebugString() : status.ToString() + "\n"));
}

Status DumpLog(Env* env, const std::string& fname,
               void (*add)(uint64_t offset, const Slice& record, Output* out), Output* out) {
  SequentialFile* opened = nullptr;
  Status status = env->NewSequentialFile(fname, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<SequentialFile> file(opened);
  DamageLines damage(out);
  log::Reader reader(file.get(), &damage);
  Slice record;
  std::string scratch;
  while (out->status().ok() && reader.ReadRecord(&record, &scratch)) {
    add(reader.LastRecordOffset(), record, out);
  }
  return out->status().ok() ? reader.status() : out->status();
}

void AddEntry(const Slice& key, const Slice& value, Output* out) {
  ParsedInternalKey entry;
  if (!ParseInternalKey(key, &entry)) {
    out->Add("badkey " + Quoted(key) + " => " + Quoted(value) + "\n");
    return;
  }
  out->Add(Quoted(entry.user_key) + " @ " + std::to_string(entry.sequence) + " : " +
           (entry.type == kTypeDeletion ? "del" : "val") + " => " + Quoted(value) + "\n");
}

Status DumpTable(Env* env, const std::string& fname, Output* out) {
  uint64_t size = 0;
  RandomAccessFile* opened_file = nullptr;
  Status status = env->GetFileSize(fname, &size);
  if (status.ok()) status = env->NewRandomAccessFile(fname, &opened_file);
  if (!status.ok()) return status;
  const std::unique_ptr<RandomAccessFile> file(opened_file);
  // The database's comparator need not be known: reading from the first entry on compares nothing.
  Options options;
  options.env = env;
  Table* opened = nullptr;
  status = Table::Open(options, file.get(), size, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<Table> table(opened);

  ReadOptions read;
  read.fill_cache = false;
  const std::unique_ptr<Iterator> entries(table->NewIterator(read));
  for (entries->SeekToFirst(); out->status().ok() && entries->Valid(); entries->Next()) {
    AddEntry(entries->key(), entries->value(), out);
  }
  if (!entries->status().ok()) out->Add("iterator error: " + entries->status().ToString() + "\n");
  return out->status();
}

}  // namespace

Status DumpFile(Env* env, const std::string& fname, WritableFile* dst) {
  uint64_t number = 0;
  FileType type;
  if (!ParseFileName(fname.substr(fname.rfind('/') + 1), &number, &type)) {
    return Status::InvalidArgument(fname + ": unknown file type");
  }
  Output out(dst);
  switch (type) {
    case kLogFile:
      return DumpLog(env, fname, AddBatch, &out);
    case kDescriptorFile:
      return DumpLog(env, fname, AddEdit, &out);
    case kTableFile:
      return DumpTable(env, fname, &out);
    default:
      return Status::InvalidArgument(fname + ": not a dump-able file type");
  }
}

}  // namespace lsm
