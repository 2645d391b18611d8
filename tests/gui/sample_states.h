// States made by hand, for tests of layout and drawing.
#ifndef LSMSCOPE_TESTS_GUI_SAMPLE_STATES_H_
#define LSMSCOPE_TESTS_GUI_SAMPLE_STATES_H_

#include <memory>
#include <string>
#include <vector>

#include "gui/layout/text_metrics.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::gui {

struct Sample {
  std::string name;
  trace::State state;
  std::unique_ptr<trace::TraceTables> tables = std::make_unique<trace::TraceTables>();
};

Sample NotOpen();          // nothing has happened
Sample EmptyDatabase();    // open, no writer, no file
Sample BusyGroup();        // nine writers, three of them in a group that is being synced
Sample StoppedAtTwelve();  // L0 has 12 files, the leader waits, a compaction runs, a Get has run
Sample Crowd();  // 64 writers, 30 files in L0, 2,000 files below, three immutable memtables
std::vector<Sample> AllSamples();

// The writer with this id in `state`, made if needed, of client thread `client`.
trace::WriterState& AddWriter(trace::State& state, uint64_t id, uint16_t client, uint64_t bytes,
                              bool sync);

// Every character half as wide as high, Chinese ones as wide as high.
class FixedMetrics : public TextMetrics {
 public:
  float Width(std::string_view text, float px) const override;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_TESTS_GUI_SAMPLE_STATES_H_
