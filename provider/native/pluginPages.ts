import { join } from "node:path";

/** The pages as errors name them: in the project of a Node.js program. */
export const PAGES_OF_PROJECT = "node_modules/pulumi-chime/docs/";

/** The pages in the folder of the plugin, which programs in other languages also have. */
export const PAGES_OF_PLUGIN = join(__dirname, "../../docs/");

/** The text with the path of each page in the folder of the plugin. */
export function withPluginPages(text: string): string {
  return text.replaceAll(PAGES_OF_PROJECT, PAGES_OF_PLUGIN);
}
