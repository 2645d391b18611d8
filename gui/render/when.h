// A moment of a run, named by what happens there: `StallBegin`, `StallBegin.reason=l0_stop:2`,
// `StallEnd-1`, `stop`.
#ifndef LSMSCOPE_GUI_RENDER_WHEN_H_
#define LSMSCOPE_GUI_RENDER_WHEN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "gui/session/session.h"
#include "lsm/status.h"
#include "traces/query/condition.h"

namespace lsm::gui {

// KIND[.FIELD=VALUE][:N][+K or -K]: the N-th event of that kind (1: the first) whose field has that
// value, K events later or earlier. Or the word `stop`. Or a condition (traces/query/condition.h),
// known by its spaces: `l0.files >= 12`.
struct When {
  bool fullest_stop = false;   // `stop`: where most writers wait while L0 is full
  trace::Condition condition;  // not empty: where it first comes true
  std::string kind;
  std::string field;  // empty: any
  std::string value;
  uint64_t occurrence = 1;
  int64_t offset = 0;
};

// An error says what is wrong and names what was expected.
Status ParseWhen(std::string_view text, When* when);

// The position. NotFound if there is no such moment in the run, saying how often the kind occurs.
Status FindWhen(const When& when, const Session& session, uint64_t* position);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_WHEN_H_
