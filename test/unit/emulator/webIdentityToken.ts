/** A JSON web token with the claims that AWS STS requires, or others in their place. */
export function webIdentityToken(claims: Record<string, unknown>): string {
  const usual = {
    iss: "https://issuer.example",
    sub: "subject-1",
    aud: "audience-1",
    exp: Math.floor(Date.now() / 1000) + 3600,
  };
  const parts = [{ alg: "RS256" }, { ...usual, ...claims }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return [...parts, "signature"].join(".");
}
