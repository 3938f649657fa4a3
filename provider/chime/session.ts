import type * as ClientModule from "./client";
import type * as RoomMembershipsModule from "./roomMemberships";
import type { RoomMemberships } from "./roomMemberships";
import { readSettings, type ChimeSettings, type SettingsProblem, type SettingsSource } from "./settings";

/** What the resources of one plugin process share: the settings, and one client made when it is first needed. */
export class ChimeSession {
  private read: ChimeSettings | SettingsProblem[] = readSettings({ get: () => undefined });
  private memberships: RoomMemberships | undefined;

  /** Takes the settings of the provider that this process serves. */
  public configure(source: SettingsSource): void {
    this.read = readSettings(source);
  }

  /** What is wrong with the settings: empty when they can be used. */
  public get problems(): SettingsProblem[] {
    return Array.isArray(this.read) ? this.read : [];
  }

  /** The calls about room memberships. The first use loads the AWS SDK. */
  public get roomMemberships(): RoomMemberships {
    this.memberships ??= openRoomMemberships(this.settings);
    return this.memberships;
  }

  private get settings(): ChimeSettings {
    if (!Array.isArray(this.read)) return this.read;
    const reasons = this.read.map(({ reason }) => reason);
    throw new Error(`The settings of pulumi-chime cannot be used: ${reasons.join(" ")}`);
  }
}

// Required here and not above: a preview calls nothing, and must not pay for loading the AWS SDK.
function openRoomMemberships(settings: ChimeSettings): RoomMemberships {
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { createClient, createCaller } = require("./client") as typeof ClientModule;
  const { RoomMemberships: Calls } = require("./roomMemberships") as typeof RoomMembershipsModule;
  /* eslint-enable @typescript-eslint/no-require-imports */
  return new Calls(createClient(settings), createCaller(settings));
}
