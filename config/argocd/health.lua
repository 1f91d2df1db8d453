-- Health of every kind of dataplatform.dev for Argo CD, from the conditions that the operator sets.
local function health(status, message)
  return { status = status, message = message }
end

local conditions = {}
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    conditions[condition.type] = condition
  end
end

local function holds(type)
  return conditions[type] ~= nil and conditions[type].status == "True"
end

if holds("Paused") then
  return health("Suspended", conditions.Paused.message)
end

local ready = conditions.Ready
if ready == nil then
  return health("Progressing", "Waiting for the operator.")
end
-- A deletion raises the generation, too, but is no change of the spec.
if obj.metadata.deletionTimestamp == nil and obj.status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "Waiting for the operator to see the newest spec.")
end
local message = ready.reason .. ": " .. ready.message
if holds("Stalled") then
  return health("Degraded", message)
end
-- Data at risk, or lost and not yet acknowledged, does not make a resource unready; somebody must see it all the same.
for _, danger in ipairs({ "DataLost", "Lagging" }) do
  if holds(danger) then
    return health("Degraded", conditions[danger].reason .. ": " .. conditions[danger].message)
  end
end
if ready.status == "True" then
  return health("Healthy", message)
end
return health("Progressing", message)
