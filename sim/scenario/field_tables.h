// The tables of everything that a scenario can set.
#ifndef LSMSCOPE_SIM_SCENARIO_FIELD_TABLES_H_
#define LSMSCOPE_SIM_SCENARIO_FIELD_TABLES_H_

#include "sim/scenario/field.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {

const FieldTable<Scenario>& ScenarioFields();
const FieldTable<Options>& OptionFields();
const FieldTable<WorldOptions>& WorldFields();
const FieldTable<CostModel>& CostFields();
const FieldTable<DeviceModel>& DeviceFields();
const FieldTable<ClientGroup>& ClientFields();
const FieldTable<FaultPlan>& FaultFields();
const FieldTable<OperationMix>& MixFields();
const FieldTable<KeySpace>& KeyFields();
const FieldTable<ByteRange>& ValueFields();
const FieldTable<RecordingPlan>& RecordingFields();

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_FIELD_TABLES_H_
