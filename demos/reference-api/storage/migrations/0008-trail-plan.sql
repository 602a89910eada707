-- One plan for the trail's writes: how many entries come is not known before, and planning anew for each call cost more than the
-- entry that most calls add.
alter function api.audit_append(bigint[], text[], text[]) set plan_cache_mode = force_generic_plan;
