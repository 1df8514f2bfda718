import { createServer } from 'node:http';
import { verifyKey } from 'discord-interactions';
import { DISCORD_PUBLIC_KEY } from '../secrets.ts';

/** The peer: nothing but Discord's own package for verifying, and hello. */
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const signature = String(request.headers['x-signature-ed25519']);
  const timestamp = String(request.headers['x-signature-timestamp']);
  const fits = await verifyKey(raw, signature, timestamp, DISCORD_PUBLIC_KEY);
  response.writeHead(fits ? 200 : 401, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ type: 4, data: { content: 'hello' } }));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : 0);
});
