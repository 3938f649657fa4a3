import { RegionalClients } from "../../aws/channels/regionalClients";
import { createCaller } from "../../aws/client/clientOptions";
import { nameOfCredentials } from "../../aws/client/credentialErrors";
import { createClient } from "../../aws/rooms/roomsClient";
import { CallReporter } from "../../reporting/callReporter";
import { readSettings, type ChimeSettings, type SettingsSource } from "../../settings/settings";
import { settingsOfOptions } from "../optionSettings";
import { messages, print } from "../output";
import { readAdvice } from "../readAdvice";
import { ReportedFailure, UsageError } from "../usageError";
import { CallChecks } from "./callChecks";
import { checkChannels } from "./channelChecks";
import { Checklist, type CheckGroup } from "./checklist";
import { checkCredentials } from "./credentialChecks";
import { subjectsOf, withBearerOf, type DoctorOptions, type Subjects } from "./doctorOptions";
import { countsOf, jsonReport, lineOf, summaryOf } from "./doctorReport";
import { checkRooms } from "./roomChecks";
import { checkSettings, failSettings } from "./settingChecks";
import { readStack } from "./stackSettings";
import { checkVersions } from "./versionChecks";

/**
 * Checks whether a deployment from this shell can work, and prints each check.
 *
 * @throws UsageError when the options contradict each other; ReportedFailure when a check has failed.
 */
export async function runDoctor(options: DoctorOptions): Promise<void> {
  const checklist = new Checklist((result) => {
    if (!options.json) void print(lineOf(result));
  });
  await diagnose(options, checklist);
  await print(options.json ? jsonReport(checklist) : summaryOf(checklist));
  if (countsOf(checklist).failed > 0) throw new ReportedFailure();
}

/**
 * Makes all checks.
 *
 * @throws UsageError when the options contradict each other.
 */
export async function diagnose(options: DoctorOptions, checklist: Checklist): Promise<void> {
  const subjects = subjectsOf(options);
  const stack = await readStack(options.stack);
  checklist.secrets = stack.secrets;
  const source = settingsOfOptions(options, stack.source);
  const read = readSettings(source);
  refuseOptions(read);
  await checkVersions(checklist);
  checklist.add(stack.result);
  if (Array.isArray(read) || stack.result.result === "failed") {
    if (Array.isArray(read)) failSettings(read, checklist);
    skip(["credentials", "rooms", "channels"], "The settings cannot be used.", checklist);
    return;
  }
  const settings = { ...read, ...RETRIES };
  const checked = withBearerOf(settings, subjects);
  checkSettings(settings, source, checked, checklist);
  await checkCredentials(settings, source, checklist);
  await checkServices(checked, settings, source, checklist);
}

/** Somebody waits for the result, so retries end sooner than those of a deployment. */
const RETRIES = { maxRetries: 3, maxRetrySeconds: 30 };

function refuseOptions(settings: ReturnType<typeof readSettings>): void {
  const wrong = Array.isArray(settings) && settings.find(({ property }) => property.startsWith("--"));
  if (wrong) throw new UsageError(wrong.reason);
}

async function checkServices(
  { rooms, channels }: Subjects,
  settings: ChimeSettings,
  source: SettingsSource,
  checklist: Checklist,
): Promise<void> {
  const caller = createCaller(settings, new CallReporter(messages, settings.debug));
  if (rooms) {
    const advice = readAdvice("rooms", source);
    const calls = new CallChecks("rooms", createClient(settings), caller, checklist, advice);
    await checkRooms(rooms, nameOfCredentials(settings), calls);
  }
  if (channels) {
    const clients = new RegionalClients(settings);
    const [identity, messaging] = [
      clients.identity(channels.appInstanceArn),
      clients.messaging(channels.appInstanceArn),
    ];
    await checkChannels(channels, settings, checklist.identity, {
      identity: new CallChecks("channels", identity, caller, checklist, readAdvice("identity", source)),
      messaging: new CallChecks("channels", messaging, caller, checklist, readAdvice("messaging", source)),
    });
  }
  if (!rooms && !channels) {
    skip(["rooms"], "Name an Amazon Chime account with --account.", checklist);
    skip(["channels"], "Name a bearer with --bearer, or an app instance with --app-instance.", checklist);
  }
}

function skip(groups: readonly CheckGroup[], message: string, checklist: Checklist): void {
  for (const group of groups) checklist.add({ group, check: group, result: "skipped", message });
}
