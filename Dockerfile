# scalr-sandbox in a container, built from a clone:
#
#     docker build --tag scalr-sandbox .
#     docker run --rm --init -p 127.0.0.1:7878:7878 scalr-sandbox up --host 0.0.0.0
#     docker run --rm --init -e SCALR_URL -e SCALR_AGENT_TOKEN scalr-sandbox agent
#
# It runs as a user without rights; what it keeps is in /data.
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run --silent build && npm pack --ignore-scripts --pack-destination /

FROM node:24-slim
# Agents of VCS pools fetch with git.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git \
 && rm -rf /var/lib/apt/lists/*
RUN --mount=type=bind,from=build,source=/,target=/build \
    npm install --global --ignore-scripts --no-audit --no-fund /build/scalr-sandbox-*.tgz \
 && npm cache clean --force
RUN install --directory --owner=node --group=node --mode=0700 /data
USER node
WORKDIR /data
ENTRYPOINT ["scalr-sandbox"]
CMD ["--help"]
