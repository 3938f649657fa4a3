import {
  CHIME_ENDPOINT,
  endpointOfEnvironment,
  IDENTITY_ENDPOINT,
  MESSAGING_ENDPOINT,
  STS_ENDPOINT,
} from "../../settings/endpoints";
import type { ChimeSettings, SettingsProblem } from "../../settings/settings";
import type { Checklist } from "./checklist";

const group = "settings";

const ENDPOINTS = {
  "Amazon Chime": CHIME_ENDPOINT,
  messaging: MESSAGING_ENDPOINT,
  identity: IDENTITY_ENDPOINT,
  "AWS STS": STS_ENDPOINT,
};

/** Records why settings in the environment are invalid. */
export function failSettings(problems: readonly SettingsProblem[], checklist: Checklist): void {
  for (const { property, reason } of problems) {
    const advice = `Change or unset ${property}.`;
    checklist.add({ group, check: property, result: "failed", message: reason, advice });
  }
}

/** Records the region and the endpoints, and where they come from. */
export function checkSettings(
  { defaultRegion }: ChimeSettings,
  endpoint: string | undefined,
  checklist: Checklist,
): void {
  const variable = ["AWS_REGION", "AWS_DEFAULT_REGION"].find((name) => process.env[name]) ?? "the default";
  const region = `${defaultRegion} for new app instances (${variable}).`;
  checklist.add({ group, check: "region", result: "ok", message: region });
  const found = Object.entries(ENDPOINTS).flatMap(([service, sources]) => {
    const given =
      endpoint === undefined
        ? endpointOfEnvironment(sources, process.env)
        : { key: "--endpoint", text: endpoint };
    return given ? [`${service}: ${given.text} (${given.key})`] : [];
  });
  const message =
    found.length > 0 ? found.join(", ") : "those of AWS, unless the profile has an endpoint_url";
  checklist.add({ group, check: "endpoints", result: "ok", message: `${message}.` });
  checklist.add({
    group,
    check: "stack configuration",
    result: "notTested",
    message: "It is not read: repeat its chime:profile and endpoint with --profile and --endpoint.",
  });
}
