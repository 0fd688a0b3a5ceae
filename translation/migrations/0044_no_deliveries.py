from django.db import migrations


class Migration(migrations.Migration):
    """Apart from the moving of the rows, because PostgreSQL changes no table in a transaction that wrote to it."""

    dependencies = [("translation", "0043_deliveries_are_import_files")]

    operations = [migrations.DeleteModel("Delivery")]
