/** Joins ids to a resource id. Each is percent-encoded, so that one that contains a slash does not become two. */
export function joinIdParts(parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join("/");
}

/** The inverse of {@link joinIdParts}. A part that is not valid percent-encoding becomes empty, and so does that of an ARN. */
export function splitIdParts(id: string): string[] {
  return id.split("/").map(decodePart);
}

function decodePart(part: string): string {
  if (part.includes(":")) return "";
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
