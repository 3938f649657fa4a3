/** The parts of a resource id as one text, percent-encoded, so that a part with a slash in it cannot be taken for two. */
export function joinIdParts(parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join("/");
}

/** The inverse of {@link joinIdParts}: a part that nothing is encoded as is empty. */
export function splitIdParts(id: string): string[] {
  return id.split("/").map(decodePart);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
