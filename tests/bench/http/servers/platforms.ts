import { createServer } from 'node:http';

/** What a server calls at both platforms: everything is taken, and Discord has no commands yet. */
const server = createServer((request, response) => {
  request.resume();
  const body = request.url?.includes('/commands') ? '[]' : '{"ok":true}';
  response.setHeader('content-type', 'application/json').end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : 0);
});
