import pgtrigger
from django.db import migrations

from casework.matching.keys import keys_of

OF = ("name", "kana", "birth_date", "address", "telephone", "mobile")


def fill(apps, schema_editor):
    """Everybody on record gets the keys that they are found and compared by. Nothing that was written changes, so no
    former version is kept."""
    Person = apps.get_model("casework", "Person")
    KEYS = ("search_key", "name_key", "kana_key", "address_key", "numbers", "blocks")
    with pgtrigger.ignore("casework.Person:changed_update"):
        changed = []
        for person in Person.objects.only("pk", *OF, *KEYS).iterator(2000):
            for name, value in keys_of(**{name: getattr(person, name) for name in OF}).items():
                setattr(person, name, value)
            changed.append(person)
            if len(changed) == 1000:
                Person.objects.bulk_update(changed, KEYS)
                changed = []
        Person.objects.bulk_update(changed, KEYS)


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_people_are_compared_paired_and_brought_together")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
