#include "traces/format/describe.h"

#include <gtest/gtest.h>

#include "tests/traces/trace_script.h"

namespace lsm::trace {
namespace {

TEST(Describe, AnEventIsOneLineOfTextMadeFromItsFields) {
  TraceTables tables;
  Event event = Event::Of(StallEnd{.stall = 3,
                                   .writer = 12345,
                                   .duration_ns = 1'050'000,
                                   .waiting = 4,
                                   .cause = StallCause::kL0Slowdown});
  EXPECT_EQ(DescribeEvent(8431, event, tables),
            "8,431 StallEnd stall=3 writer=12,345 duration_ns=1.050 ms waiting=4 "
            "reason=l0_slowdown");
  event = Event::Of(EntryDropped{
      .key = KeyRef::Of("a key of more than 16 bytes"), .sequence = 7, .tombstone = 1});
  EXPECT_EQ(DescribeEvent(2, event, tables),
            "2 EntryDropped key=\"a key of more th\"…(27 bytes) sequence=7 job=0 reason=hidden "
            "tombstone=yes");
}

TEST(Describe, JsonHasTheHeaderFirstAndLeavesOutWhatIsNone) {
  TraceTables tables;
  Event event = Event::Of(
      MemTableProbed{.read = 5, .memtable = 2, .answer = ProbeAnswer::kDeleted, .immutable = 1});
  event.time_ns = 77;
  event.thread = 3;
  EXPECT_EQ(EventJson(9, event, tables),
            R"({"pos":9,"t":77,"thread":3,"kind":"MemTableProbed","read":5,"memtable":2,)"
            R"("answer":"deleted","immutable":true})");
  event.site = tables.sites.Add(EmitSite{"engine/db/get.cc", 41});
  event.cause = 8;
  event.column_family = 2;
  EXPECT_EQ(EventJson(9, event, tables),
            R"({"pos":9,"t":77,"thread":3,"kind":"MemTableProbed","site":"engine/db/get.cc:41",)"
            R"("cause":8,"cf":2,"read":5,"memtable":2,"answer":"deleted","immutable":true})");
}

TEST(Describe, AnInspectorGetsEveryFieldWithItsMeaning) {
  TraceTables tables;
  const Event event = Event::Of(GetEnd{.read = 5, .level = -2});
  const auto fields = FieldsOf(event, tables);
  ASSERT_EQ(fields.size(), 6u);
  EXPECT_EQ(fields[5].name, "level");
  EXPECT_EQ(fields[5].value, "-2");
  EXPECT_EQ(fields[5].unit, Unit::kLevel);
  EXPECT_FALSE(fields[5].doc.empty());
}

TEST(Describe, AValueThatNobodyHasIsNoCrash) {
  TraceTables tables;
  Event event = Event::Of(StallBegin{.cause = static_cast<StallCause>(200)});
  EXPECT_NE(DescribeEvent(1, event, tables).find("reason=?"), std::string::npos);
  event.kind = 999;
  EXPECT_EQ(DescribeEvent(1, event, tables), "1 Unknown");
  event.kind = 60000;
  EXPECT_EQ(DescribeEvent(1, event, tables), "1 Unknown");
  event.kind = 0;
  EXPECT_EQ(DescribeEvent(1, event, tables), "1 NotRecorded");
}

}  // namespace
}  // namespace lsm::trace
