#include "traces/format/header_json.h"

#include "traces/format/json_out.h"

namespace lsm::trace {

std::string HeaderJson(const TraceHeader& header) {
  std::string text;
  JsonOut json(&text);
  json.Begin('{');
  json.Key("lsmscope_trace").Number(header.format);
  json.Key("program").String(header.program);
  json.Key("scenario").String(header.scenario);
  json.Key("seed").Number(header.seed);
  json.Key("real").Bool(header.real);
  json.Key("families").Begin('[');
  for (int i = 0; i < kNumFamilies; i++) {
    if ((header.families & Bit(static_cast<Family>(i))) != 0) json.String(kFamilyNames[i]);
  }
  json.End(']');
  json.Key("sources_hash").Number(header.sources_hash);
  json.End('}');
  return text;
}

}  // namespace lsm::trace
