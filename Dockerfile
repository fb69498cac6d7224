# The service in a container: the same steps as `make run`, and then `threshold serve`.
# docker build -t threshold .  &&  docker run -v threshold:/data -p 127.0.0.1:8000:8000 threshold
FROM node:20-slim AS assets
WORKDIR /threshold
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY api/pages api/pages
RUN npm run build

FROM python:3.11-slim

RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev make \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /threshold
COPY . .
COPY --from=assets /threshold/api/pages/static api/pages/static
RUN make install PYTHON=python3 \
 && useradd --system --create-home threshold \
 && install --directory --owner threshold --mode 700 /data

USER threshold
ENV THRESHOLD_DATA=/data
EXPOSE 8000
HEALTHCHECK CMD [".venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
# The container's own network is the boundary, and whatever publishes its port ends TLS.
ENTRYPOINT [".venv/bin/threshold"]
CMD ["serve", "--host", "0.0.0.0", "--behind-proxy"]
