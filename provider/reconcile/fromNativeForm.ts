import type { Properties } from "../schema/properties";

/**
 * Whether a resource in a state of the native form is one of the dynamic form now. It then needs an update even if nothing else
 * differs: only an update writes the provider text into the outputs, and without it Pulumi can neither read nor delete the resource.
 */
export function isFromNativeForm(olds: Properties, news: Properties): boolean {
  return olds["__provider"] === undefined && news["__provider"] !== undefined;
}
