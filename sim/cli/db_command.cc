// lsmscope db: a LevelDB database, whoever wrote it: read, written, listed byte by byte, checked
// and repaired. What only looks leaves the directory as it is.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <optional>

#include "engine/base/file_names.h"
#include "engine/events/all.h"
#include "lsm/comparator.h"
#include "lsm/dumpfile.h"
#include "lsm/iterator.h"
#include "sim/cli/commands.h"
#include "sim/cli/database_session.h"
#include "sim/cli/interrupt_scope.h"
#include "sim/cli/progress.h"
#include "sim/cli/text.h"
#include "sim/cli/whole_number.h"
#include "sim/database/dump.h"
#include "sim/database/repair_report.h"
#include "sim/database/text_bytes.h"
#include "sim/database/verify.h"
#include "traces/format/json_out.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

namespace fs = std::filesystem;
using trace::Grouped;

// Hands what a file prints to standard output.
class PrintedFile final : public WritableFile {
 public:
  Status Append(const Slice& data) override {
    return Print({data.data(), data.size()}) ? Status::OK()
                                             : Status::IOError("cannot write to standard output");
  }
  Status Close() override { return Status::OK(); }
  Status Flush() override { return Status::OK(); }
  Status Sync() override { return Status::OK(); }
};

class DbCommand final : public Command {
 public:
  std::string_view name() const override { return "db"; }
  std::string_view about() const override {
    return "Read, write, list, check and repair a LevelDB database";
  }

  void Declare(CLI::App* app) override {
    app->add_option("DIR", directory_, "The database's directory")->required();
    app->require_subcommand(1);

    CLI::App* get = Add(app, "get", "Print a key's value", &DbCommand::Get);
    get->add_option("KEY", key_, "The key; \\xNN and \\\\ stand for bytes")->required();
    AddHex(get);
    AddTrace(get);

    CLI::App* scan = Add(app, "scan", "Print keys and values in order", &DbCommand::Scan);
    scan->add_option("--from", from_, "Begin at this key")->type_name("KEY");
    scan->add_option("--to", to_, "End before this key")->type_name("KEY");
    scan->add_option("--prefix", prefix_, "Only keys that begin so")->type_name("KEY");
    scan->add_option("--limit", limit_, "So many at most")->check(WholeNumber())->type_name("N");
    scan->add_flag("--reverse", reverse_, "From the last to the first");
    scan->add_flag("--keys", keys_only_, "Without values");
    scan->add_flag("--json", json_, "Print one JSON array");
    AddHex(scan);
    AddTrace(scan);

    CLI::App* put = Add(app, "put", "Store a value under a key, durably", &DbCommand::Put);
    put->add_option("KEY", key_, "The key")->required();
    put->add_option("VALUE", value_, "The value")->required();
    AddHex(put);
    AddTrace(put);

    CLI::App* remove = Add(app, "delete", "Delete a key, durably", &DbCommand::Delete);
    remove->add_option("KEY", key_, "The key")->required();
    AddHex(remove);
    AddTrace(remove);

    CLI::App* dump =
        Add(app, "dump", "List the bytes of a log, table or MANIFEST with their meaning",
            &DbCommand::Dump);
    dump->add_option("FILE", file_, "Its name in DIR; without it: what files there are");
    dump->add_flag("--full", full_, "All bytes of long fields");
    dump->add_flag("--text", text_, "Its entries only, as LevelDB's leveldbutil prints them");

    CLI::App* verify =
        Add(app, "verify", "Read everything and say what is wrong", &DbCommand::Verify);
    verify->add_flag("--json", json_, "Print one JSON object");

    CLI::App* repair =
        Add(app, "repair", "Make it a database that can be opened", &DbCommand::Repair);
    repair->add_flag("--json", json_, "Print one JSON object");
    AddTrace(repair);

    CLI::App* stats = Add(app, "stats", "Print its levels and files", &DbCommand::Stats);
    stats->add_flag("--json", json_, "Print one JSON object");

    app->footer(
        "get, scan, dump, verify and stats leave the directory as it is, byte for byte: what\n"
        "opening a database writes stays in memory. Exit status: 0 done, 1 it failed (a key that\n"
        "is not there, a database with damage), 2 wrong usage.");
  }

  int Run() override { return (this->*action_)(); }

 private:
  using Action = int (DbCommand::*)();

  CLI::App* Add(CLI::App* app, const std::string& name, const std::string& about, Action action) {
    CLI::App* const sub = app->add_subcommand(name, about);
    sub->callback([this, name, action] {
      action_ = action;
      verb_ = name;
    });
    return sub;
  }
  void AddHex(CLI::App* app) {
    app->add_flag("--hex", hex_, "Keys and values are hexadecimal digits, typed and printed");
  }
  void AddTrace(CLI::App* app) {
    app->add_option("--trace", trace_, "Record what the engine does")->type_name("FILE");
  }

  // ---- Texts ----

  std::string Shown(const Slice& bytes) const { return hex_ ? Hex(bytes) : Escaped(bytes); }

  // Bytes that were typed. False, and what is wrong in *error, if they are none.
  bool Typed(const std::string& text, const char* name, std::string* bytes) {
    if (hex_ ? ParseHex(text, bytes) : ParseEscaped(text, bytes)) return true;
    wrong_ = std::string(name) + ": " + text + ": expected " +
             (hex_ ? "hexadecimal digits, two a byte"
                   : "text, in which a backslash stands before xNN or another backslash");
    return false;
  }

  // ---- Opening ----

  // Null after an error, which has been told.
  std::unique_ptr<DatabaseSession> Begin(bool read_only, bool open) {
    std::error_code ignored;
    if (!fs::is_directory(directory_, ignored)) {
      Fail(directory_ + ": no directory, expected that of a database");
      return nullptr;
    }
    if (open && !fs::exists(fs::path(directory_) / "CURRENT", ignored)) {
      Fail(directory_ + ": no LevelDB database, expected a file CURRENT");
      return nullptr;
    }
    std::unique_ptr<DatabaseSession> session;
    Status status = DatabaseSession::Begin({.directory = directory_,
                                            .read_only = read_only,
                                            .trace = trace_,
                                            .what = "db " + directory_ + " " + verb_},
                                           &session);
    if (status.ok() && open) status = session->Open();
    if (status.ok()) return session;
    Fail(directory_ + ": " + status.ToString());
    return nullptr;
  }

  // Ends a session whose work went as `status` says.
  int End(DatabaseSession* session, const Status& status) {
    const Status finished = session->Finish();
    if (!status.ok()) return Fail(directory_ + ": " + status.ToString());
    return finished.ok() ? kDone : Fail(MessageOf(finished));
  }

  // ---- Reading and writing ----

  int Get() {
    std::string key;
    if (!Typed(key_, "KEY", &key)) return Fail(wrong_, kWrongUsage);
    const auto session = Begin(/*read_only=*/true, /*open=*/true);
    if (session == nullptr) return kFailed;
    std::string value;
    const Status status = session->db()->Get(ReadOptions(), key, &value);
    if (status.IsNotFound()) {
      const int ended = End(session.get(), Status::OK());
      return ended == kDone ? Fail(key_ + ": not there") : ended;
    }
    const int ended = End(session.get(), status);
    if (ended != kDone) return ended;
    return Print(Shown(value) + "\n") ? kDone : Fail("cannot write to standard output");
  }

  int Put() {
    std::string key;
    std::string value;
    if (!Typed(key_, "KEY", &key) || !Typed(value_, "VALUE", &value)) {
      return Fail(wrong_, kWrongUsage);
    }
    return Write([&](DB* db, const WriteOptions& options) { return db->Put(options, key, value); });
  }

  int Delete() {
    std::string key;
    if (!Typed(key_, "KEY", &key)) return Fail(wrong_, kWrongUsage);
    return Write([&](DB* db, const WriteOptions& options) { return db->Delete(options, key); });
  }

  int Write(const std::function<Status(DB*, const WriteOptions&)>& write) {
    const auto session = Begin(/*read_only=*/false, /*open=*/true);
    if (session == nullptr) return kFailed;
    WriteOptions options;
    options.sync = true;
    return End(session.get(), write(session->db(), options));
  }

  int Scan() {
    std::string from;
    std::string to;
    std::string prefix;
    if (!Typed(from_.value_or(""), "--from", &from) || !Typed(to_.value_or(""), "--to", &to) ||
        !Typed(prefix_.value_or(""), "--prefix", &prefix)) {
      return Fail(wrong_, kWrongUsage);
    }
    const auto session = Begin(/*read_only=*/true, /*open=*/true);
    if (session == nullptr) return kFailed;
    const InterruptScope interrupts;
    ReadOptions read;
    read.fill_cache = false;
    std::unique_ptr<Iterator> it(session->db()->NewIterator(read));
    const bool printed = PrintEntries(it.get(), std::max(from, prefix), to, prefix);
    const Status status = it->status();
    it.reset();
    const int ended = End(session.get(), status);
    if (ended != kDone) return ended;
    return printed ? kDone : Fail("cannot write to standard output");
  }

  bool PrintEntries(Iterator* it, const std::string& from, const std::string& to,
                    const std::string& prefix) {
    const Comparator* const order = BytewiseComparator();
    const auto inside = [&](const Slice& key) {
      return order->Compare(key, from) >= 0 && (!to_ || order->Compare(key, to) < 0) &&
             key.starts_with(prefix);
    };
    if (reverse_) {
      SeekToEnd(it, to, prefix);
    } else {
      it->Seek(from);
    }
    std::string out = json_ ? "[" : "";
    uint64_t printed = 0;
    for (; it->Valid() && (!limit_ || printed < *limit_) && !*InterruptScope::flag();
         reverse_ ? it->Prev() : it->Next()) {
      if (!inside(it->key())) break;
      AddEntry(printed++ > 0, it->key(), it->value(), &out);
      if (out.size() > 1 << 16) {
        if (!Print(out)) return false;
        out.clear();
      }
    }
    if (json_) out += "]\n";
    return Print(out);
  }

  // To the last entry of the range.
  void SeekToEnd(Iterator* it, const std::string& to, std::string prefix) const {
    std::optional<std::string> limit;
    if (to_) limit = to;
    // The first key behind those that begin with the prefix.
    while (!prefix.empty() && static_cast<uint8_t>(prefix.back()) == 0xff) prefix.pop_back();
    if (!prefix.empty()) {
      prefix.back()++;
      if (!limit || Slice(prefix).compare(*limit) < 0) limit = prefix;
    }
    if (!limit) return it->SeekToLast();
    it->Seek(*limit);
    if (it->Valid()) {
      it->Prev();
    } else {
      it->SeekToLast();
    }
  }

  void AddEntry(bool another, const Slice& key, const Slice& value, std::string* out) const {
    if (!json_) {
      *out += Shown(key);
      if (!keys_only_) *out += "\t" + Shown(value);
      *out += '\n';
      return;
    }
    if (another) *out += ',';
    const auto text = [this](const Slice& bytes) { return hex_ ? Hex(bytes) : bytes.ToString(); };
    trace::JsonOut json(out);
    json.Begin('{');
    json.Key("key").String(text(key));
    if (!keys_only_) json.Key("value").String(text(value));
    json.End('}');
  }

  // ---- Looking at files ----

  int Dump() {
    const auto session = Begin(/*read_only=*/true, /*open=*/false);
    if (session == nullptr) return kFailed;
    if (file_.empty()) return ListFiles();
    if (file_.find('/') != std::string::npos) {
      return Fail("FILE: " + file_ + ": expected a name in " + directory_ + ", without a path",
                  kWrongUsage);
    }
    const std::string path = directory_ + "/" + file_;
    Status status;
    if (text_) {
      PrintedFile out;
      status = DumpFile(Env::Default(), path, &out);
    } else {
      const InterruptScope interrupts;
      bool printed = true;
      status = DumpBytes(Env::Default(), path, {.full = full_, .write = [&](std::string_view line) {
                                                  printed = Print(line);
                                                  return printed && !*InterruptScope::flag();
                                                }});
      if (!printed) return Fail("cannot write to standard output");
    }
    return status.ok() ? kDone : Fail(MessageOf(status));
  }

  int ListFiles() {
    static constexpr std::array<const char*, 7> kKinds = {
        "log", "lock", "table", "MANIFEST", "names the MANIFEST", "temporary", "info log"};
    std::vector<std::string> names;
    const Status status = Env::Default()->GetChildren(directory_, &names);
    if (!status.ok()) return Fail(MessageOf(status));
    std::sort(names.begin(), names.end());
    std::string out;
    for (const std::string& name : names) {
      uint64_t number = 0;
      uint64_t size = 0;
      FileType type;
      if (!ParseFileName(name, &number, &type)) continue;
      (void)Env::Default()->GetFileSize(directory_ + "/" + name, &size);
      out += name + std::string(name.size() < 20 ? 20 - name.size() : 1, ' ') + Grouped(size) +
             " bytes, " + kKinds[static_cast<size_t>(type)] + "\n";
    }
    return Print(out) ? kDone : Fail("cannot write to standard output");
  }

  int Verify() {
    const auto session = Begin(/*read_only=*/true, /*open=*/false);
    if (session == nullptr) return kFailed;
    const InterruptScope interrupts;
    ProgressBar bar;
    VerifyReport report;
    const Status status =
        VerifyDatabase(directory_, session->options(),
                       {.progress = [&](uint64_t done, uint64_t all) { bar.Show(done, all, 0); },
                        .cancel = InterruptScope::flag()},
                       &report);
    bar.Wipe();
    if (!status.ok()) return Fail(MessageOf(status));
    if (!Print(json_ ? VerifyJson(report) : VerifyText(report))) {
      return Fail("cannot write to standard output");
    }
    if (!report.complete) return Fail("interrupted before everything was read");
    return report.problems.empty() ? kDone : kFailed;
  }

  static std::string VerifyText(const VerifyReport& report) {
    std::string text = "tables      " + Grouped(report.tables) + ", " +
                       Grouped(report.table_entries) + " entries, " + Grouped(report.table_bytes) +
                       " bytes\n" + "logs        " + Grouped(report.logs) + ", " +
                       Grouped(report.log_records) + " records, " + Grouped(report.log_entries) +
                       " entries\n" + "sequence    " + Grouped(report.last_sequence) + "\n";
    for (const std::string& remark : report.remarks) text += "remark      " + remark + "\n";
    for (const std::string& problem : report.problems) text += "PROBLEM     " + problem + "\n";
    return text + (report.problems.empty() ? "all is well\n" : "");
  }

  static std::string VerifyJson(const VerifyReport& report) {
    std::string text;
    trace::JsonOut json(&text);
    const auto list = [&](const char* name, const std::vector<std::string>& texts) {
      json.Key(name).Begin('[');
      for (const std::string& each : texts) json.String(each);
      json.End(']');
    };
    json.Begin('{');
    json.Key("tables").Number(report.tables);
    json.Key("table_entries").Number(report.table_entries);
    json.Key("table_bytes").Number(report.table_bytes);
    json.Key("logs").Number(report.logs);
    json.Key("log_records").Number(report.log_records);
    json.Key("log_entries").Number(report.log_entries);
    json.Key("last_sequence").Number(report.last_sequence);
    json.Key("complete").Bool(report.complete);
    list("remarks", report.remarks);
    list("problems", report.problems);
    json.End('}');
    return text + "\n";
  }

  // Logs alone say nothing: other programs have files with such names, too.
  bool HasDatabaseFiles() const {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(directory_, ignored)) {
      uint64_t number = 0;
      FileType type;
      if (!ParseFileName(entry.path().filename().string(), &number, &type)) continue;
      if (type == kTableFile || type == kDescriptorFile || type == kCurrentFile) return true;
    }
    return false;
  }

  int Repair() {
    if (fs::is_directory(directory_) && !HasDatabaseFiles()) {
      return Fail(
          directory_ +
          ": nothing of a LevelDB database, expected a MANIFEST, a table or a file CURRENT");
    }
    const auto session = Begin(/*read_only=*/false, /*open=*/false);
    if (session == nullptr) return kFailed;
    RepairReport report;
    RepairListener listener(session->options().event_sink, &report);
    Options options = session->options();
    options.event_sink = &listener;
    const Status status = RepairDB(directory_, options);
    const int ended = End(session.get(), status);
    if (ended != kDone) return ended;
    return Print(json_ ? RepairJson(report) : RepairText(report))
               ? kDone
               : Fail("cannot write to standard output");
  }

  int Stats() {
    const auto session = Begin(/*read_only=*/true, /*open=*/true);
    if (session == nullptr) return kFailed;
    std::string tables;
    (void)session->db()->GetProperty("leveldb.sstables", &tables);
    std::vector<std::string> counts;
    std::string value;
    for (int level = 0;
         session->db()->GetProperty("leveldb.num-files-at-level" + std::to_string(level), &value);
         level++) {
      counts.push_back(value);
    }
    uint64_t bytes = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(directory_, ignored)) {
      if (entry.is_regular_file(ignored)) bytes += entry.file_size(ignored);
    }
    const int ended = End(session.get(), Status::OK());
    if (ended != kDone) return ended;
    std::string text;
    if (json_) {
      trace::JsonOut json(&text);
      json.Begin('{');
      json.Key("bytes").Number(bytes);
      json.Key("files_at_level").Begin('[');
      for (const std::string& count : counts) json.Raw(count);
      json.End(']');
      json.Key("sstables").String(tables);
      json.End('}');
      text += '\n';
    } else {
      text = "bytes in the directory  " + Grouped(bytes) + "\n" + tables;
    }
    return Print(text) ? kDone : Fail("cannot write to standard output");
  }

  Action action_ = nullptr;
  std::string verb_;
  std::string directory_;
  std::string key_;
  std::string value_;
  std::optional<std::string> from_;
  std::optional<std::string> to_;
  std::optional<std::string> prefix_;
  std::optional<uint64_t> limit_;
  std::string file_;
  std::string trace_;
  bool reverse_ = false;
  bool keys_only_ = false;
  bool hex_ = false;
  bool full_ = false;
  bool text_ = false;
  bool json_ = false;
  std::string wrong_;
};

}  // namespace

std::unique_ptr<Command> NewDbCommand() { return std::make_unique<DbCommand>(); }

}  // namespace lsm::sim
