// Everything about an event is made from the listing of its fields, so the listing must be whole.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "engine/events/all.h"

namespace lsm {
namespace {

// Stands for a value of any member type.
struct Anything {
  template <class T>
  operator T() const;
};

template <class T, class... Values>
constexpr size_t CountMembers() {
  if constexpr (requires { T{Values{}..., Anything{}}; }) {
    return CountMembers<T, Values..., Anything>();
  } else {
    return sizeof...(Values);
  }
}

struct TwoMembers {
  uint64_t a;
  KeyRef b;
};
static_assert(CountMembers<TwoMembers>() == 2);

template <class E>
size_t CountListed() {
  size_t listed = 0;
  E::ForEachField([&](const auto&) { listed++; });
  return listed;
}

TEST(EventListing, EveryMemberOfEveryEventIsListed) {
  AllEvents::ForEachKind(
      []<class E>() { EXPECT_EQ(CountListed<E>(), CountMembers<E>()) << E::kInfo.name; });
}

TEST(EventListing, NoMemberIsListedTwice) {
  AllEvents::ForEachKind([]<class E>() {
    std::set<size_t> offsets;
    const E event;
    E::ForEachField([&](const auto& field) {
      offsets.insert(static_cast<size_t>(reinterpret_cast<const char*>(&(event.*(field.member))) -
                                         reinterpret_cast<const char*>(&event)));
    });
    EXPECT_EQ(offsets.size(), CountListed<E>()) << E::kInfo.name;
  });
}

TEST(EventListing, CodesAndNamesAreUniqueAndInRange) {
  std::set<uint16_t> codes;
  std::set<std::string_view> names;
  AllEvents::ForEachKind([&]<class E>() {
    EXPECT_TRUE(codes.insert(E::kInfo.code).second) << E::kInfo.name;
    EXPECT_TRUE(names.insert(E::kInfo.name).second) << E::kInfo.name;
    EXPECT_GT(E::kInfo.code, 0) << E::kInfo.name;
    EXPECT_LE(E::kInfo.code, kMaxEventCode) << E::kInfo.name;
    EXPECT_LT(static_cast<int>(E::kInfo.family), kNumFamilies) << E::kInfo.name;
    EXPECT_FALSE(E::kInfo.doc.empty()) << E::kInfo.name;
    EXPECT_EQ(FindEventInfo(E::kInfo.code)->name, E::kInfo.name);
    EXPECT_EQ(FindEventInfo(E::kInfo.name)->code, E::kInfo.code);
  });
  EXPECT_EQ(codes.size(), AllEvents::kSize);
  EXPECT_EQ(FindEventInfo(uint16_t{0}), nullptr);
  EXPECT_EQ(FindEventInfo("NoSuchKind"), nullptr);
}

// A trace's line has the header's names and the fields' names in one object.
TEST(EventListing, FieldNamesDoNotCollide) {
  AllEvents::ForEachKind([]<class E>() {
    std::set<std::string_view> names = {"pos", "t", "thread", "kind", "site", "cause", "cf"};
    E::ForEachField([&](const auto& field) {
      EXPECT_TRUE(names.insert(field.name).second) << E::kInfo.name << "." << field.name;
      EXPECT_FALSE(field.doc.empty()) << E::kInfo.name << "." << field.name;
    });
  });
}

TEST(EventListing, EveryPayloadFitsAnEvent) {
  AllEvents::ForEachKind([]<class E>() {
    EXPECT_LE(sizeof(E), kMaxPayloadBytes) << E::kInfo.name;
    EXPECT_TRUE(std::is_trivially_copyable_v<E>) << E::kInfo.name;
  });
}

TEST(EventListing, AnEventKeepsItsFields) {
  const Event event = Event::Of(StallBegin{.stall = 7, .value = 12, .cause = StallCause::kL0Stop});
  ASSERT_TRUE(event.Is<StallBegin>());
  EXPECT_FALSE(event.Is<StallEnd>());
  const auto fields = event.As<StallBegin>();
  EXPECT_EQ(fields.stall, 7u);
  EXPECT_EQ(fields.value, 12u);
  EXPECT_EQ(fields.cause, StallCause::kL0Stop);
}

TEST(EventListing, AKeyIsToldApartByItsHashWhenItsPrefixIsNot) {
  const KeyRef a = KeyRef::Of("a key of more than 16 bytes, one");
  const KeyRef b = KeyRef::Of("a key of more than 16 bytes, two");
  EXPECT_EQ(a.Prefix(), b.Prefix());
  EXPECT_NE(a, b);
  EXPECT_EQ(KeyRef::Of("short").Prefix(), "short");
}

}  // namespace
}  // namespace lsm
