#include "sim/check/linearizable.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "sim/base/prng.h"

namespace lsm::sim {
namespace {

// One operation a line, moments first:
//   1-4 put a=x,b=- #5        begins at 1, returns at 4; - deletes; sequence numbers from 5 on
//   2-3 get a=x @6            finds x; snapshot 6
//   2-? put a=x #7            never returned
//   1-4 synced a=x #5         a put that is acknowledged only when it is durable
//   9-9 cut - #5              the power fails, and recovery finds sequence number 5
History Parse(const std::string& text) {
  History history;
  history.values.resize(256);
  for (char c = 0; c < 127; c++) history.values[static_cast<size_t>(c)] = std::string(1, c);
  history.keys.resize(26);
  for (size_t i = 0; i < 26; i++) history.keys[i] = std::string(1, static_cast<char>('a' + i));
  std::istringstream lines(text);
  std::string time, what, entries, witness;
  while (lines >> time >> what >> entries >> witness) {
    if (what == "cut") {
      const uint64_t found = std::stoul(witness.substr(1));
      history.cuts.push_back({history.operations.size(), /*recovered=*/true, found});
      continue;
    }
    CalledOperation operation;
    operation.client = static_cast<uint32_t>(history.operations.size() + 1);
    operation.write = what != "get";
    operation.sync = what == "synced";
    operation.begin = std::stoul(time);
    const std::string end = time.substr(time.find('-') + 1);
    if (end != "?") {
      operation.end = std::stoul(end);
      operation.outcome = CalledOperation::Outcome::kDone;
    }
    for (size_t i = 0; i < entries.size(); i += 4) {
      operation.entries.push_back(
          {static_cast<uint32_t>(entries[i] - 'a'),
           entries[i + 2] == '-' ? kNoValue : static_cast<uint32_t>(entries[i + 2])});
    }
    const uint64_t number = std::stoul(witness.substr(1));
    if (operation.write) {
      operation.first_sequence = number;
      operation.last_sequence = number + operation.entries.size() - 1;
    } else {
      operation.snapshot = number;
      operation.has_snapshot = true;
    }
    history.operations.push_back(operation);
  }
  std::ranges::sort(history.operations, {}, &CalledOperation::begin);
  return history;
}

void ExpectFine(const std::string& text) {
  EXPECT_EQ(CheckWithWitness(Parse(text)), "") << text;
  EXPECT_EQ(SearchOrder(Parse(text), 10'000), SearchEnd::kLinearizable) << text;
}

// `order`: whether some order exists, whatever the witness says.
void ExpectWrong(const std::string& text, const std::string& what, bool order = false) {
  EXPECT_EQ(CheckWithWitness(Parse(text)), what) << text;
  EXPECT_EQ(SearchOrder(Parse(text), 10'000),
            order ? SearchEnd::kLinearizable : SearchEnd::kNotLinearizable)
      << text;
}

TEST(LinearizableTest, Fine) {
  ExpectFine("");
  ExpectFine("1-2 put a=x #1\n3-4 get a=x @1\n");
  ExpectFine("1-2 get a=- @0\n3-4 put a=x #1\n");
  // Overlapping: the read may come before or after.
  ExpectFine("1-4 put a=x #1\n2-3 get a=- @0\n");
  ExpectFine("1-4 put a=x #1\n2-3 get a=x @1\n");
  // A batch, a delete, the last entry of a key counts.
  ExpectFine("1-2 put a=x,b=y,a=z #1\n3-4 get a=z @3\n5-6 put a=- #4\n7-8 get a=- @4\n");
}

TEST(LinearizableTest, AWriteWhoseOutcomeIsUnknownMayBeThereOrNot) {
  ExpectFine("1-? put a=x #1\n3-4 get a=x @1\n");
  ExpectFine("1-? put a=x #1\n3-4 get a=- @1\n");
  ExpectFine("1-2 put a=w #1\n3-? put a=x #2\n5-6 get a=w @2\n");
  ExpectWrong("1-2 put a=w #1\n3-? put a=x #2\n5-6 get a=- @2\n",
              "client 3 get \"a\" -> nothing (snapshot 2) should have found the value w");
}

TEST(LinearizableTest, AStaleRead) {
  ExpectWrong("1-2 put a=x #1\n3-4 get a=- @0\n",
              "client 2 get \"a\" -> nothing (snapshot 0) was called after client 1 put \"a\" \"x\""
              " (sequence 1) had returned, and stands before it");
}

TEST(LinearizableTest, AValueThatIsNotThere) {
  ExpectWrong("1-2 put a=x #1\n3-4 get a=- @1\n",
              "client 2 get \"a\" -> nothing (snapshot 1) should have found the value x");
  ExpectWrong("1-2 put a=x #1\n3-4 put a=y #2\n5-6 get a=x @2\n",
              "client 3 get \"a\" -> \"x\" (snapshot 2) should have found the value y");
}

TEST(LinearizableTest, ReadsThatGoBack) {
  ExpectWrong("1-9 put a=x #1\n2-3 get a=x @1\n4-5 get a=- @0\n",
              "client 3 get \"a\" -> nothing (snapshot 0) was called after client 2 get \"a\" ->"
              " \"x\" (snapshot 1) had returned, and stands before it");
}

TEST(LinearizableTest, NumbersThatDoNotFollowTime) {
  ExpectWrong("1-2 put a=x #5\n3-4 put b=y #4\n",
              "client 2 put \"b\" \"y\" (sequence 4) was called after client 1 put \"a\" \"x\""
              " (sequence 5) had returned, and stands before it",
              /*order=*/true);
  ExpectWrong("1-2 put a=x #5\n3-4 put b=y #5\n",
              "the same sequence number twice: client 1 put \"a\" \"x\" (sequence 5) and client 2"
              " put \"b\" \"y\" (sequence 5)",
              /*order=*/true);
}

TEST(LinearizableTest, HalfABatchIsSeen) {
  ExpectWrong("1-9 put a=x,b=y #1\n2-3 get a=x @2\n4-5 get b=- @2\n",
              "client 3 get \"b\" -> nothing (snapshot 2) should have found the value y");
}

// What is promised across a power cut, by the witness and without it.
void ExpectLives(const std::string& text, const std::string& what, SearchEnd end) {
  EXPECT_EQ(CheckLives(Parse(text)), what) << text;
  EXPECT_EQ(SearchOrder(Parse(text), 10'000), end) << text;
}

TEST(LinearizableTest, APowerCutLeavesAPrefix) {
  constexpr SearchEnd kFine = SearchEnd::kLinearizable;
  constexpr SearchEnd kWrong = SearchEnd::kNotLinearizable;
  // What was not synced is there, or not.
  ExpectLives("1-2 put a=x #1\n3-3 cut - #1\n4-5 get a=x @1\n", "", kFine);
  ExpectLives("1-2 put a=x #1\n3-3 cut - #0\n4-5 get a=- @0\n", "", kFine);
  // What was synced is there.
  ExpectLives("1-2 synced a=x #1\n3-3 cut - #1\n4-5 get a=x @1\n", "", kFine);
  ExpectLives("1-2 synced a=x #1\n3-3 cut - #0\n4-5 get a=- @0\n",
              "acknowledged with sync, and lost by a power cut: client 1 put \"a\" \"x\""
              " (sequence 1)",
              kWrong);
  // And all before it.
  ExpectLives("1-2 put a=x #1\n3-4 synced b=y #2\n5-5 cut - #2\n6-7 get a=x @2\n", "", kFine);
  ExpectLives("1-2 put a=x #1\n3-4 synced b=y #2\n5-5 cut - #2\n6-7 get a=- @2\n",
              "life 2: client 3 get \"a\" -> nothing (snapshot 2) should have found the value x",
              kWrong);
  // A prefix: the later one is not there without the earlier one; of a batch not a part.
  ExpectLives("1-2 put a=x #1\n3-4 put b=y #2\n5-5 cut - #2\n6-7 get b=y @2\n8-9 get a=- @2\n",
              "life 2: client 4 get \"a\" -> nothing (snapshot 2) should have found the value x",
              kWrong);
  ExpectLives("1-2 put a=x,b=y #1\n3-3 cut - #2\n4-5 get a=x @2\n6-7 get b=- @2\n",
              "life 2: client 3 get \"b\" -> nothing (snapshot 2) should have found the value y",
              kWrong);
  // The order within a life counts as without a cut.
  ExpectLives("1-2 put a=x #1\n3-4 get a=- @1\n5-5 cut - #1\n6-7 get a=x @1\n",
              "life 1: client 2 get \"a\" -> nothing (snapshot 1) should have found the value x",
              kWrong);
  // What was read need not survive; what did not survive does not come back.
  ExpectLives("1-2 put a=x #1\n3-4 get a=x @1\n5-5 cut - #0\n6-7 get a=- @0\n", "", kFine);
  ExpectLives("1-2 put a=x #1\n3-3 cut - #0\n4-5 get a=- @0\n6-6 cut - #0\n7-8 get a=x @0\n",
              "life 3: client 3 get \"a\" -> \"x\" (snapshot 0) should have found nothing", kWrong);
}

TEST(LinearizableTest, AWriteThatThePowerCutTookMayBeThereOrNot) {
  constexpr SearchEnd kFine = SearchEnd::kLinearizable;
  ExpectLives("1-? synced a=x #1\n2-2 cut - #1\n4-5 get a=x @1\n", "", kFine);
  ExpectLives("1-? synced a=x #1\n2-2 cut - #0\n4-5 get a=- @0\n", "", kFine);
  // Nobody saw it before the cut, because its sync failed; its record was in the log.
  ExpectLives("1-? synced a=x #1\n3-4 get a=- @0\n5-5 cut - #1\n6-7 get a=x @1\n", "", kFine);
  // The same, and what was written after it, and seen, is lost.
  ExpectLives(
      "1-? synced a=x #1\n2-3 put b=y #2\n4-5 get a=- @2\n6-7 get b=y @2\n8-8 cut - #1\n"
      "9-10 get a=x @1\n11-12 get b=- @1\n",
      "", kFine);
  // It is of the life before: it does not take effect after one has seen that it is not there.
  ExpectLives("1-? put a=x #1\n3-3 cut - #0\n4-5 get a=- @0\n6-7 get a=x @0\n",
              "life 2: client 3 get \"a\" -> \"x\" (snapshot 0) should have found nothing",
              SearchEnd::kNotLinearizable);
}

// Random histories of a real map, whose every operation takes effect at a known moment.
TEST(LinearizableTest, WhatAMapDoesIsFineAndAChangedAnswerIsFound) {
  int broken = 0;
  for (uint64_t seed = 1; seed <= 300; seed++) {
    Prng prng(seed);
    History history = Parse("");
    uint32_t map[3] = {};
    uint64_t sequence = 0;
    // Effects at 10, 20, ...; calls up to 25 before, returns up to 25 after.
    for (uint64_t i = 1; i <= 20; i++) {
      CalledOperation operation;
      operation.client = static_cast<uint32_t>(i);
      operation.begin = i * 1000 - prng.Below(2500 < i * 1000 ? 2500 : i * 1000) - i;
      operation.end = i * 1000 + prng.Below(2500) + i;
      operation.outcome = CalledOperation::Outcome::kDone;
      operation.write = prng.Percent(50);
      const auto key = static_cast<uint32_t>(prng.Below(3));
      if (operation.write) {
        map[key] = static_cast<uint32_t>('A' + i);
        operation.first_sequence = operation.last_sequence = ++sequence;
      } else {
        operation.snapshot = sequence;
        operation.has_snapshot = true;
      }
      operation.entries.push_back({key, map[key]});
      history.operations.push_back(operation);
    }
    std::ranges::sort(history.operations, {}, &CalledOperation::begin);
    EXPECT_EQ(CheckWithWitness(history), "") << seed;
    EXPECT_EQ(SearchOrder(history, 1'000'000), SearchEnd::kLinearizable) << seed;
    for (CalledOperation& operation : history.operations) {
      if (operation.write) continue;
      operation.entries.front().value = static_cast<uint32_t>('z');  // nobody wrote it
      EXPECT_NE(CheckWithWitness(history), "") << seed;
      EXPECT_EQ(SearchOrder(history, 1'000'000), SearchEnd::kNotLinearizable) << seed;
      broken++;
      break;
    }
  }
  EXPECT_GT(broken, 250);
}

TEST(LinearizableTest, ASearchThatTakesTooLongIsGivenUp) {
  std::string text;
  for (int i = 1; i <= 12; i++) {
    text += std::to_string(i) + "-" + std::to_string(1000 + i) +
            " put a=" + std::string(1, static_cast<char>('A' + i)) + " #" + std::to_string(i) +
            "\n";
  }
  text += "2000-2001 get a=z @12\n";
  EXPECT_EQ(SearchOrder(Parse(text), 1000), SearchEnd::kTooLong);
}

}  // namespace
}  // namespace lsm::sim
