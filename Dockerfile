# The bundle is made with all tools, and the image holds the bundle alone.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY src/ src/
COPY adapters/ adapters/
COPY content/ content/
# What the image holds is listed beside it: every package that a bundle may have taken something from.
RUN npm run build && npm sbom --omit=dev --sbom-format=cyclonedx > dist/app/sbom.json && mkdir /data

# Distroless: Node and what it needs, no shell and no package manager, so there is less to patch and nothing to run
# for whoever gets in. A shell beside it comes with "docker debug" or an ephemeral container.
FROM gcr.io/distroless/nodejs24-debian13:nonroot
LABEL org.opencontainers.image.title="Simile" \
      org.opencontainers.image.description="Explains cloud concepts by likeness in Slack and Discord" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /build/dist/app/ ./
# A new volume takes its owner from here: uid 65532, which the base calls nonroot.
COPY --from=build --chown=65532:65532 /data /data
ENV NODE_ENV=production \
    PORT=3000 \
    SIMILE_STORE=sqlite:/data/simile.db
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s \
  CMD ["/nodejs/bin/node", "-e", "require('node:http').get({port: process.env.PORT, path: '/healthz'}, (answer) => process.exit(answer.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
# The base runs node itself, so SIGTERM reaches the server and no shell stands between.
CMD ["server.mjs"]
