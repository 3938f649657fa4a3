import { ENTITY_ADVICE, CHANNEL_ENTITY_ADVICE } from "../../aws/channels/channelAdvice";
import { RegionalClients } from "../../aws/channels/regionalClients";
import { createCaller } from "../../aws/client/clientOptions";
import { CallReporter } from "../../reporting/callReporter";
import { readSettings, type ChimeSettings } from "../../settings/settings";
import { messages, print } from "../output";
import { UsageError } from "../usageError";
import { CallChecks } from "./callChecks";
import { checkChannels } from "./channelChecks";
import { Checklist } from "./checklist";
import { checkCredentials } from "./credentialChecks";
import { subjectsOf, type DoctorOptions, type Subjects } from "./doctorOptions";
import { failuresIn, jsonReport, lineOf } from "./doctorReport";
import { checkRooms } from "./roomChecks";
import { checkSettings, failSettings } from "./settingChecks";
import { checkVersions } from "./versionChecks";

/**
 * Checks whether a deployment from this shell can work, and prints each check.
 *
 * @throws UsageError when the options contradict each other; another Error when a check has failed.
 */
export async function runDoctor(options: DoctorOptions): Promise<void> {
  const checklist = new Checklist((result) => {
    if (!options.json) void print(lineOf(result));
  });
  await diagnose(options, checklist);
  if (options.json) await print(jsonReport(checklist));
  const failures = failuresIn(checklist.results);
  if (failures > 0) throw new Error(`${failures} of ${checklist.results.length} checks failed.`);
}

/**
 * Makes all checks.
 *
 * @throws UsageError when the options contradict each other.
 */
export async function diagnose(options: DoctorOptions, checklist: Checklist): Promise<void> {
  const subjects = subjectsOf(options);
  const settings = settingsOf(options);
  await checkVersions(checklist);
  if (Array.isArray(settings)) {
    failSettings(settings, checklist);
    return;
  }
  checkSettings(settings, options.endpoint, checklist);
  await checkCredentials(settings, checklist);
  await checkServices(subjects, settings, checklist);
}

const ENDPOINTS = [
  "chime:endpoint",
  "chime:messagingEndpoint",
  "chime:identityEndpoint",
  "chime:stsEndpoint",
];

/** Somebody waits for the result, so retries end sooner than those of a deployment. */
const RETRIES: Readonly<Record<string, string>> = { "chime:maxRetries": "3", "chime:maxRetrySeconds": "30" };

function settingsOf({ profile, endpoint }: DoctorOptions): ReturnType<typeof readSettings> {
  // The SDK reads AWS_PROFILE at the first call, and gives it precedence over keys in the environment.
  if (profile !== undefined) process.env["AWS_PROFILE"] = profile;
  const settings = readSettings({ get: (key) => (ENDPOINTS.includes(key) ? endpoint : RETRIES[key]) });
  if (endpoint === undefined || !Array.isArray(settings)) return settings;
  const wrong = settings.find(({ property }) => ENDPOINTS.includes(property));
  if (wrong) throw new UsageError(wrong.reason.replace(wrong.property, "--endpoint"));
  return settings;
}

async function checkServices(
  { rooms, channels }: Subjects,
  settings: ChimeSettings,
  checklist: Checklist,
): Promise<void> {
  const caller = createCaller(settings, new CallReporter(messages, settings.debug));
  if (rooms) await checkRooms(rooms, settings, new CallChecks("rooms", caller, checklist, {}));
  if (!channels) return;
  const clients = new RegionalClients(settings);
  const { appInstanceArn } = channels;
  await checkChannels(channels, {
    identity: {
      client: clients.identity(appInstanceArn),
      calls: new CallChecks("channels", caller, checklist, ENTITY_ADVICE),
    },
    messaging: {
      client: clients.messaging(appInstanceArn),
      calls: new CallChecks("channels", caller, checklist, CHANNEL_ENTITY_ADVICE),
    },
  });
}
