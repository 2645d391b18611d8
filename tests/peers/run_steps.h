// Runs a script on a database through LevelDB's API. Included twice: behind LevelDB's own headers,
// and behind ours, in which leveldb has everything of our namespace. No include guard, and the
// including file has included leveldb/*.h and tests/peers/steps.h.
namespace peers {
namespace {

class ReverseComparator final : public leveldb::Comparator {
 public:
  const char* Name() const override { return "test.Reverse"; }
  int Compare(const leveldb::Slice& a, const leveldb::Slice& b) const override {
    return b.compare(a);
  }
  void FindShortestSeparator(std::string*, const leveldb::Slice&) const override {}
  void FindShortSuccessor(std::string*) const override {}
};

// One opened database after the other, with the same options.
class StepRunner {
 public:
  StepRunner(std::string path, const PeerOptions& peer)
      : path_(std::move(path)), cache_(leveldb::NewLRUCache(256 << 10)) {
    options_.create_if_missing = true;
    options_.paranoid_checks = true;
    options_.block_cache = cache_.get();
    options_.write_buffer_size = peer.write_buffer_size;
    options_.max_file_size = peer.max_file_size;
    options_.block_size = peer.block_size;
    options_.block_restart_interval = peer.block_restart_interval;
    options_.reuse_logs = peer.reuse_logs;
    options_.compression = peer.snappy ? leveldb::kSnappyCompression : leveldb::kNoCompression;
    if (peer.reverse) options_.comparator = &reverse_;
    if (peer.bloom_bits > 0) {
      filter_.reset(leveldb::NewBloomFilterPolicy(peer.bloom_bits));
      options_.filter_policy = filter_.get();
    }
  }
  ~StepRunner() { Close(); }

  // Empty, or what is wrong.
  std::string Run(const std::vector<Step>& steps, Difference* difference = nullptr) {
    if (std::string error = Open(); !error.empty()) return error;
    for (size_t i = 0; i < steps.size(); i++) {
      const std::string error = RunOne(steps[i]);
      if (error.empty()) continue;
      if (difference != nullptr) *difference = {.step = i, .found = std::move(found_)};
      return "step " + std::to_string(i + 1) + ": " + error;
    }
    return "";
  }

 private:
  std::string Open() {
    leveldb::DB* opened = nullptr;
    const leveldb::Status status = leveldb::DB::Open(options_, path_, &opened);
    db_.reset(opened);
    return status.ok() ? "" : "open: " + status.ToString();
  }
  void Close() {
    if (snapshot_ != nullptr) db_->ReleaseSnapshot(snapshot_);
    snapshot_ = nullptr;
    db_.reset();
  }

  std::string RunOne(const Step& step) {
    switch (step.kind) {
      case Step::Kind::kWrite:
        return Write(step);
      case Step::Kind::kCompact:
        db_->CompactRange(nullptr, nullptr);
        return "";
      case Step::Kind::kReopen:
        Close();
        return Open();
      case Step::Kind::kSnapshot:
        if (snapshot_ != nullptr) db_->ReleaseSnapshot(snapshot_);
        snapshot_ = db_->GetSnapshot();
        return "";
      case Step::Kind::kReadSnapshot:
        return Compare("at the snapshot", step.contents, snapshot_);
      case Step::Kind::kRead:
        return Compare("now", step.contents, nullptr);
    }
    return "no such step";
  }

  std::string Write(const Step& step) {
    leveldb::WriteBatch batch;
    for (const auto& [key, value] : step.updates) {
      if (value.has_value()) {
        batch.Put(key, *value);
      } else {
        batch.Delete(key);
      }
    }
    leveldb::WriteOptions options;
    options.sync = step.sync;
    const leveldb::Status status = db_->Write(options, &batch);
    return status.ok() ? "" : "write: " + status.ToString();
  }

  static std::string Differing(const Contents& found, const Contents& expected) {
    auto at = found.begin();
    auto right = expected.begin();
    while (at != found.end() && right != expected.end() && *at == *right) ++at, ++right;
    const auto shown = [](Contents::const_iterator entry, const Contents& contents) {
      if (entry == contents.end()) return std::string("the end");
      return "a key of " + std::to_string(entry->first.size()) + " bytes, value of " +
             std::to_string(entry->second.size());
    };
    return std::to_string(found.size()) + " entries, expected " + std::to_string(expected.size()) +
           "; number " + std::to_string(std::distance(found.begin(), at)) + " is " +
           shown(at, found) + ", expected " + shown(right, expected);
  }

  // A scan in either direction, and a get of every key and of one that is not there.
  std::string Compare(const std::string& when, const Contents& expected,
                      const leveldb::Snapshot* snapshot) {
    leveldb::ReadOptions options;
    options.verify_checksums = true;
    options.snapshot = snapshot;
    const std::unique_ptr<leveldb::Iterator> it(db_->NewIterator(options));
    Contents forward;
    Contents backward;
    std::string before;
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      const std::string key = it->key().ToString();
      if (!forward.empty() && options_.comparator->Compare(before, key) >= 0) return "out of order";
      before = key;
      forward[key] = it->value().ToString();
    }
    for (it->SeekToLast(); it->Valid(); it->Prev()) {
      backward[it->key().ToString()] = it->value().ToString();
    }
    if (!it->status().ok()) return when + ": " + it->status().ToString();
    if (forward != expected) {
      found_ = std::move(forward);
      return when + ": " + Differing(found_, expected);
    }
    if (backward != expected) return when + ", from behind: " + Differing(backward, expected);
    std::string value;
    for (const auto& [key, right] : expected) {
      const leveldb::Status status = db_->Get(options, key, &value);
      if (!status.ok() || value != right) return when + ": a get differs";
    }
    if (!db_->Get(options, "\xff\xff never there", &value).IsNotFound()) {
      return when + ": what was never written is there";
    }
    return "";
  }

  const std::string path_;
  ReverseComparator reverse_;
  std::unique_ptr<const leveldb::FilterPolicy> filter_;
  std::unique_ptr<leveldb::Cache> cache_;
  leveldb::Options options_;
  std::unique_ptr<leveldb::DB> db_;
  const leveldb::Snapshot* snapshot_ = nullptr;
  Contents found_;  // by a scan that did not find what it must
};

}  // namespace
}  // namespace peers
