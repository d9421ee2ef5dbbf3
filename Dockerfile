# The program without its servers: web, worker, beat and set-up are four commands of one image (docker-compose.yml).
FROM python:3.11-slim-bookworm

# What WeasyPrint opens (config/machine.py names the same three). Fonts come with the program and from a wheel.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /home/tsunagu tsunagu

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PATH="/srv/tsunagu/.venv/bin:$PATH" \
    DJANGO_SETTINGS_MODULE=config.settings \
    STATE_DIR=/var/lib/tsunagu

WORKDIR /srv/tsunagu
# Packages first: they change less often than the code.
COPY requirements.lock pyproject.toml ./
COPY config/__init__.py config/environment.py config/machine.py config/
RUN mkdir bin && python3 -c "from config import environment; environment.ensure()"
COPY . .
RUN python -c "from config import steps; steps.compile_translations()" \
    && install -d -o tsunagu -g tsunagu -m 0700 /var/lib/tsunagu

USER tsunagu
VOLUME /var/lib/tsunagu
EXPOSE 8000
ENTRYPOINT ["/srv/tsunagu/deploy/with-secrets"]
CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
