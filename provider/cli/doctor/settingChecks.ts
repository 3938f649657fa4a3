import {
  CHIME_ENDPOINT,
  IDENTITY_ENDPOINT,
  MESSAGING_ENDPOINT,
  STS_ENDPOINT,
} from "../../settings/endpoints";
import { unservedRegion } from "../../settings/regions";
import type { ChimeSettings, SettingsProblem, SettingsSource } from "../../settings/settings";
import { endpointOf } from "../optionSettings";
import type { Subjects } from "./doctorOptions";
import type { Checklist, CheckResult } from "./checklist";

const group = "settings";

const ENDPOINTS = {
  "Amazon Chime": CHIME_ENDPOINT,
  messaging: MESSAGING_ENDPOINT,
  identity: IDENTITY_ENDPOINT,
  "AWS STS": STS_ENDPOINT,
};

/** Records why settings are invalid. */
export function failSettings(problems: readonly SettingsProblem[], checklist: Checklist): void {
  for (const { property, reason } of problems) {
    const advice = `Change or unset ${property}.`;
    checklist.add({ group, check: property, result: "failed", message: reason, advice });
  }
}

/** Records the region and the endpoints, and where they come from. */
export function checkSettings(
  settings: ChimeSettings,
  source: SettingsSource,
  subjects: Subjects,
  checklist: Checklist,
): void {
  checklist.add(regionCheck(settings, subjects));
  const found = Object.entries(ENDPOINTS).flatMap(([service, sources]) => {
    const given = endpointOf(sources, source);
    return given ? [`${service}: ${given.text} (${given.key})`] : [];
  });
  const message =
    found.length > 0 ? found.join(", ") : "those of AWS, unless the profile has an endpoint_url";
  checklist.add({ group, check: "endpoints", result: "ok", message: `${message}.` });
}

function regionCheck(settings: ChimeSettings, { rooms, channels }: Subjects): CheckResult {
  const check = "region";
  const { defaultRegion, regionSource, region } = settings;
  const problem = unservedRegion(defaultRegion, regionSource, settings);
  if (problem === undefined) {
    const message = `${defaultRegion} for new app instances (${regionSource}).`;
    return { group, check, result: "ok", message };
  }
  // The ARNs of channels have a region of their own, and rooms need none.
  if ((rooms ?? channels) && region === undefined) {
    const message = `${problem}. Only a new AppInstance would use it.`;
    return { group, check, result: "skipped", message };
  }
  const advice = "Set chime:region to one of these. Rooms need no region.";
  return { group, check, result: "failed", message: `${problem}.`, advice };
}
