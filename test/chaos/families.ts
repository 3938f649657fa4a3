import { channels } from "./channels/family";
import { runModel, type ModelReport, type ModelRun } from "./model/run";
import { rooms } from "./rooms/family";

/** Runs random sequences of one family. */
export type FamilyRun = (run: ModelRun) => Promise<ModelReport>;

/** The kinds of memberships that the model knows, by the name of the family. */
export const FAMILIES: Readonly<Record<string, FamilyRun>> = {
  rooms: (run) => runModel(rooms, run),
  channels: (run) => runModel(channels, run),
};
