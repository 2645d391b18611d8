// A program that listens to what the engine does.
#include <cstdio>
#include <memory>

#include "engine/events/all.h"
#include "engine/events/events.h"
#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/helpers/memenv.h"

namespace {

class Listener final : public lsm::EventSink {
 public:
  lsm::EventId Append(const lsm::Event& event, lsm::EmitSite site, lsm::LockTicket) override {
    if (event.Is<lsm::LeaderElected>()) {
      leaders++;
      std::printf("%s at %s:%d\n", lsm::FindEventInfo(event.kind)->name.data(), site.file,
                  site.line);
    }
    return ++last_;
  }
  lsm::Text Intern(std::string_view) override { return {}; }
  int leaders = 0;

 private:
  lsm::EventId last_ = 0;
};

}  // namespace

int main() {
  const std::unique_ptr<lsm::Env> env(lsm::NewMemEnv(lsm::Env::Default()));
  Listener listener;
  lsm::Options options;
  options.env = env.get();
  options.create_if_missing = true;
  options.event_sink = &listener;
  lsm::DB* opened = nullptr;
  if (!lsm::DB::Open(options, "/db", &opened).ok()) return 1;
  const std::unique_ptr<lsm::DB> db(opened);
  for (int i = 0; i < 3; i++) {
    if (!db->Put({}, "key", "value").ok()) return 1;
  }
  return listener.leaders == 3 ? 0 : 1;
}
