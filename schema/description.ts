import type { PropertySpec } from "./model";

/**
 * The complete description of a property: its comment in the code, and its text in the reference pages.
 *
 * @param noun What a change of the property updates or replaces; undefined for a property that is no input of a resource.
 */
export function fullDescription(property: PropertySpec, noun?: string): string {
  const sentences = [
    property.description,
    property.secret === true ? "A secret." : undefined,
    defaultSentence(property),
    noun === undefined ? undefined : changeSentence(property, noun),
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(" ");
}

function defaultSentence({ default: value, defaultDescription }: PropertySpec): string | undefined {
  const text = typeof value === "number" ? String(value) : value === undefined ? undefined : `\`${value}\``;
  const fallback = defaultDescription ?? text;
  return fallback === undefined ? undefined : `Default: ${fallback}.`;
}

function changeSentence({ change, replaceOnChanges }: PropertySpec, noun: string): string {
  return change ?? (replaceOnChanges === true ? `A change replaces the ${noun}.` : "Updated in place.");
}
